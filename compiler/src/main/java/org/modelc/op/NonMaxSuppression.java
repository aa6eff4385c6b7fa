package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.NonMaxSuppressionCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.NonMaxSuppressionReference;

/**
 * The boxes with the highest scores among those that overlap. Inputs F32: boxes [B, n, 4], scores [B, C, n], the largest share of the union that
 * two boxes may have in common [1], the score that must be exceeded [1]; output S64 [B C min(limit, n), 3]: batch, class and box of each that
 * is taken, by batch, class and falling score (of equal scores the first box first), then rows of -1.
 *
 * @param centred whether a box is (x and y of the centre, width, height), else two opposite corners (y, x, y, x)
 * @param limit boxes of a class that are taken at most
 */
public record NonMaxSuppression(boolean centred, int limit) implements Op {
  public static final int BOXES = 0;
  public static final int SCORES = 1;
  public static final int MOST_OVERLAP = 2;
  public static final int LEAST_SCORE = 3;

  /** Batch, class, box. */
  public static final int COLUMNS = 3;

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 4);
    if (inputs.stream().anyMatch(input -> input.dtype() != DType.F32)) {
      throw new OpException(Code.E205, "inputs are " + inputs + ", f32 is needed");
    }
    Shape boxes = inputs.get(BOXES).shape();
    Shape scores = inputs.get(SCORES).shape();
    Operands.requireRank(boxes, 3, "boxes");
    Operands.requireRank(scores, 3, "scores");
    Operands.requireShape(boxes, Shape.of(scores.dim(0), scores.dim(2), 4), "boxes");
    Operands.requireShape(inputs.get(MOST_OVERLAP).shape(), Shape.of(1), "largest overlap");
    Operands.requireShape(inputs.get(LEAST_SCORE).shape(), Shape.of(1), "least score");
    int rows = Math.multiplyExact(scores.product(0, 2), Math.min(limit, scores.dim(2)));
    return List.of(TensorType.of(DType.S64, Shape.of(rows, COLUMNS)));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(NonMaxSuppressionReference.evaluate(this, inputs, outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return NonMaxSuppressionCall.of(this, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }
}
