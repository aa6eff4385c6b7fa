package org.modelc.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modelc.ir.Shape;
import org.modelc.onnx.model.Limits;
import org.modelc.op.OpException;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/**
 * What a person may decide about an import.
 *
 * @param inputShapes static shapes for inputs whose dimensions the file leaves open, by name
 */
public record ImportOptions(Map<String, Shape> inputShapes) {
  public static final ImportOptions DEFAULTS = new ImportOptions(Map.of());

  private static final Pattern INPUT_SHAPE = Pattern.compile("(.+)=(\\d{1,9}(?:x\\d{1,9})*)");

  public ImportOptions {
    inputShapes = Map.copyOf(inputShapes);
  }

  /**
   * Options from texts like {@code input=1x3x32x32}.
   *
   * @throws ProblemException E403
   */
  public static ImportOptions withInputShapes(List<String> texts) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (String text : texts) {
      Matcher matcher = INPUT_SHAPE.matcher(text);
      if (!matcher.matches()) {
        throw new ProblemException(Code.E403, "--input-shape " + text, "It must look like input=1x3x32x32.");
      }
      shapes.put(matcher.group(1), shape(text, matcher.group(2)));
    }
    return new ImportOptions(shapes);
  }

  private static Shape shape(String text, String dims) {
    try {
      return Limits.shape(Pattern.compile("x").splitAsStream(dims).map(Long::valueOf).toList());
    } catch (OpException tooLarge) {
      throw new ProblemException(Code.E403, "--input-shape " + text, tooLarge.getMessage() + ".");
    }
  }
}
