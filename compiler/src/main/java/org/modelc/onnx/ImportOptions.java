package org.modelc.onnx;

import java.util.Map;
import org.modelc.ir.Shape;

/**
 * What a person may decide about an import.
 *
 * @param inputShapes static shapes for inputs whose dimensions the file leaves open, by name
 */
public record ImportOptions(Map<String, Shape> inputShapes) {
  public static final ImportOptions DEFAULTS = new ImportOptions(Map.of());

  public ImportOptions {
    inputShapes = Map.copyOf(inputShapes);
  }
}
