package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.op.ClassProbabilities;

/** Parameters of {@code modelc_class_probabilities_f32}. */
public record ClassProbabilitiesCall(String kernel, int rows, int classes, int steps, String start, String tolerance) implements Call {

  public static ClassProbabilitiesCall of(ClassProbabilities probabilities, Node node) {
    return new ClassProbabilitiesCall(
        "modelc_class_probabilities_f32", node.output().shape().dim(0), probabilities.classes(), probabilities.steps(),
        FloatLiteral.of(1f / probabilities.classes()), FloatLiteral.of(probabilities.tolerance()));
  }
}
