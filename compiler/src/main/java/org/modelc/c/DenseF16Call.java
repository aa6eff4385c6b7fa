package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;

/** Parameters of {@code modelc_dense_f16}. */
public record DenseF16Call(
    String kernel, int rows, int inputs, int outputs, String min, String max, ConstArray weights, ConstArray bias) implements Call {

  public static DenseF16Call of(Dense dense, Node node, ConstArray weights, Lowering lowering) {
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    return new DenseF16Call(
        "modelc_dense_f16",
        input.product(0, input.rank() - 1),
        input.dim(-1),
        node.output().shape().dim(-1),
        FloatLiteral.of(dense.clamp().min()),
        FloatLiteral.of(dense.clamp().max()),
        weights,
        lowering.array("bias", node.input(WeightedOp.BIAS).requireConstant().toF32()));
  }
}
