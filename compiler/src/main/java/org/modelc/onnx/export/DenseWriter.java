package org.modelc.onnx.export;

import java.util.List;
import org.modelc.ir.Tensor;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.reference.Transposition;

/** Matrix products: Gemm over one or more rows of rank 2, else MatMul and Add. */
final class DenseWriter {
  private DenseWriter() {}

  static void write(NodeWriter node) {
    Dense dense = (Dense) node.node().op();
    if (node.input(WeightedOp.ACTIVATIONS).shape().rank() == 2) {
      node.result(Layout.PLAIN, dense.clamp(), "Gemm", node.reals(Layout.PLAIN), Protos.integer("transB", 1));
      return;
    }
    Tensor transposed = Transposition.apply(node.input(WeightedOp.WEIGHTS).requireConstant(), List.of(1, 0));
    String weights = node.constant(node.input(WeightedOp.WEIGHTS).name() + "_transposed", transposed);
    String product = node.step("product", "MatMul", List.of(node.real(WeightedOp.ACTIVATIONS, Layout.PLAIN), weights));
    node.result(Layout.PLAIN, dense.clamp(), "Add", List.of(product, node.real(WeightedOp.BIAS, Layout.PLAIN)));
  }
}
