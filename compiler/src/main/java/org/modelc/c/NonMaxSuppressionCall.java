package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.NonMaxSuppression;

/** Parameters of {@code modelc_non_max_suppression_f32}. */
public record NonMaxSuppressionCall(
    String kernel, int batches, int classes, int boxes, int limit, int centred, Map<Integer, ConstArray> constantArguments) implements Call {

  public static NonMaxSuppressionCall of(NonMaxSuppression suppression, Node node, Lowering lowering) {
    Shape scores = node.input(NonMaxSuppression.SCORES).shape();
    return new NonMaxSuppressionCall(
        "modelc_non_max_suppression_f32", scores.dim(0), scores.dim(1), scores.dim(2), Math.min(suppression.limit(), scores.dim(2)),
        suppression.centred() ? 1 : 0, ConstantOperands.of(node, lowering));
  }
}
