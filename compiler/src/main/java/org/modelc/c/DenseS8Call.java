package org.modelc.c;

import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;

/** Parameters of {@code modelc_dense_s8} and {@code modelc_dense_s16}. The bias holds the input's zero point. */
public record DenseS8Call(
    String kernel,
    int rows,
    int inputs,
    int outputs,
    OutputS8 output,
    ConstArray weights,
    ConstArray bias,
    ConstArray multipliers)
    implements Call {

  public static DenseS8Call of(Dense dense, Node node, Lowering lowering) {
    TensorType input = node.input(WeightedOp.ACTIVATIONS).type();
    TensorType output = node.output().type();
    Tensor weights = node.input(WeightedOp.WEIGHTS).requireConstant();
    Tensor bias = node.input(WeightedOp.BIAS).requireConstant();
    Shape matrix = weights.shape();
    AccumulatorScaling scaling =
        AccumulatorScaling.of(input.requireQuant(), weights.type().requireQuant(), output.requireQuant(), matrix.dim(0));
    return new DenseS8Call(
        "modelc_dense_" + output.dtype().text(),
        input.shape().product(0, input.shape().rank() - 1),
        matrix.dim(1),
        matrix.dim(0),
        OutputS8.of(output, dense.clamp()),
        lowering.array("weights", weights),
        lowering.array("bias", biasWithZeroPoint(bias, weights, input.requireQuant().zeroPoint())),
        lowering.array("multipliers", scaling.multipliers()));
  }

  /** {@code sum((x - zero point) * w) + bias = sum(x * w) + (bias - zero point * sum(w))}. */
  private static int[] biasWithZeroPoint(Tensor bias, Tensor weights, int zeroPoint) {
    int inputs = weights.shape().dim(1);
    int[] folded = bias.ints().clone();
    for (int i = 0; i < weights.elements(); i++) {
      folded[i / inputs] -= zeroPoint * weights.bytes()[i];
    }
    return folded;
  }
}
