package org.modelc.onnx;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.modelc.ir.Graph;
import org.modelc.onnx.model.FixedInputs;
import org.modelc.onnx.model.ModelFile;
import org.modelc.onnx.translate.GraphTranslator;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/**
 * Reads an ONNX file into the IR.
 *
 * <p>Floats stay floats, QuantizeLinear and DequantizeLinear become Quantise and Dequantise nodes around float operators, and operators
 * over quantised integers are taken apart likewise. Convolutions and pools stand between Transposes from and to ONNX's layout. Passes tidy
 * up.
 */
public final class OnnxImporter {
  private OnnxImporter() {}

  /** As {@link #load(Path, ImportOptions, Problems)} with default options. */
  public static Graph load(Path file, Problems problems) {
    return load(file, ImportOptions.DEFAULTS, problems);
  }

  /**
   * The graph in {@code file}.
   *
   * @param problems takes warnings, and the errors before they are thrown
   * @throws ProblemException with all problems that one run can find
   */
  public static Graph load(Path file, ImportOptions options, Problems problems) {
    ModelFile model = read(file, options);
    return GraphTranslator.translate(model, options.inputShapes(), options.recurrence(), problems);
  }

  /**
   * The file with inputs that have a fixed value as constants.
   *
   * @throws ProblemException if the file cannot be read, or E403 if {@code options} do not fit it
   */
  public static ModelFile read(Path file, ImportOptions options) {
    ModelFile model = ModelFile.read(file);
    requireKnownInputs("--input-shape", options.inputShapes().keySet(), model);
    requireKnownInputs("--input-value", options.inputValues().keySet(), model);
    return FixedInputs.fix(model, options.inputValues(), options.inputShapes());
  }

  private static void requireKnownInputs(String option, Set<String> named, ModelFile model) {
    Set<String> names = model.proto().getGraph().getInputList().stream().map(ValueInfoProto::getName).collect(Collectors.toSet());
    for (String name : named) {
      if (!names.contains(name)) {
        throw new ProblemException(Code.E403, option + " " + name, "The model has no such input; it has " + names + ".");
      }
    }
  }
}
