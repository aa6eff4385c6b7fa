package org.modelc.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.modelc.ir.Shape;
import org.modelc.onnx.ImportOptions;
import org.modelc.onnx.translate.Recurrence;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import picocli.CommandLine.Option;

/** How the inputs of a model file are read: options of all commands that read one. */
final class InputOptions {
  @Option(
      names = "--input-shape", paramLabel = "NAME=DIMS",
      description = "Shape of an input whose dimensions the file leaves open: image=1x3x32x32. Holds for dimensions of the same name in other inputs, "
          + "too. May be repeated.")
  private Map<String, Shape> shapes = Map.of();

  @Option(
      names = "--input-value", paramLabel = "NAME=N[,N...]",
      description = "Value of an input that always has the same: rate=16000. It becomes a constant, and what depends on it alone is computed now. All "
          + "elements, or one number for all. May be repeated.")
  private Map<String, String> values = Map.of();

  /** @throws ProblemException E403 if a value is no list of numbers */
  ImportOptions importing() {
    Map<String, List<Double>> numbers = new LinkedHashMap<>();
    values.forEach((name, text) -> numbers.put(name, numbers(name, text)));
    return new ImportOptions(shapes, numbers, Recurrence.OPERATORS);
  }

  private static List<Double> numbers(String name, String text) {
    try {
      return Arrays.stream(text.split(",", -1)).map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new ProblemException(Code.E403, "--input-value " + name, "\"" + text + "\" is no number and no list such as 1,2.5,3.");
    }
  }
}
