package org.modelc.cli;

import java.util.Map;
import org.modelc.ir.Shape;
import org.modelc.onnx.ImportOptions;
import picocli.CommandLine.Option;

/** How a model file is read: an option of all commands that read one. */
final class InputShapes {
  @Option(
      names = "--input-shape", paramLabel = "NAME=DIMS",
      description = "Shape of an input whose dimensions the file leaves open: image=1x3x32x32. May be repeated.")
  private Map<String, Shape> inputShapes = Map.of();

  ImportOptions importing() {
    return new ImportOptions(inputShapes);
  }
}
