package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.TreeEnsembleCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.TreeEnsembleReference;

/**
 * Decision trees whose leaves are summed. Inputs: x F32 [N, features], all others constant; output F32 [N, targets].
 *
 * <p>Split s compares feature f = {@code features[s]} with {@code thresholds[s]} and goes to {@code children[s][0]} where the feature is at
 * most the threshold, else to {@code children[s][1]}. A negative {@code features[s]} stands for feature {@code -1 - features[s]} and sends
 * NaN to the first child as well. A child, like a tree's root, is the index of a split, or {@code -1 - leaf}. Children stand before their
 * parents, so that every walk ends.
 */
public record TreeEnsemble() implements Op {
  public static final int X = 0;
  /** S16 [splits]. */
  public static final int FEATURES = 1;
  /** F32 [splits]. */
  public static final int THRESHOLDS = 2;
  /** S16 [splits, 2]. */
  public static final int CHILDREN = 3;
  /** F32 [leaves, targets]. */
  public static final int LEAVES = 4;
  /** S16 [trees]. */
  public static final int ROOTS = 5;

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 6);
    requireType(inputs, X, DType.F32, "x");
    requireType(inputs, FEATURES, DType.S16, "features");
    requireType(inputs, THRESHOLDS, DType.F32, "thresholds");
    requireType(inputs, CHILDREN, DType.S16, "children");
    requireType(inputs, LEAVES, DType.F32, "leaves");
    requireType(inputs, ROOTS, DType.S16, "roots");
    Operands.requireRank(inputs.get(X).shape(), 2, "x");
    Operands.requireRank(inputs.get(LEAVES).shape(), 2, "leaves");
    Operands.requireRank(inputs.get(ROOTS).shape(), 1, "roots");
    int splits = inputs.get(FEATURES).elements();
    Operands.requireShape(inputs.get(THRESHOLDS).shape(), Shape.of(splits), "thresholds");
    Operands.requireShape(inputs.get(CHILDREN).shape(), Shape.of(splits, 2), "children");
    return List.of(TensorType.f32(Shape.of(inputs.get(X).shape().dim(0), inputs.get(LEAVES).shape().dim(1))));
  }

  private static void requireType(List<TensorType> inputs, int index, DType dtype, String what) {
    TensorType type = inputs.get(index);
    if (type.dtype() != dtype || type.isQuantised()) {
      throw new OpException(Code.E205, what + ": " + dtype.text() + " is needed, not " + type);
    }
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(TreeEnsembleReference.evaluate(inputs, outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return TreeEnsembleCall.of(node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }
}
