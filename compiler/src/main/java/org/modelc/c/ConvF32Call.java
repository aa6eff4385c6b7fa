package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;

/** Parameters of a float convolution: {@code modelc_conv_f32} or, with weights [kh][kw][O], {@code modelc_depthwise_conv_f32}. */
public record ConvF32Call(
    String kernel,
    WindowGeometry window,
    int groups,
    String min,
    String max,
    ConstArray weights,
    ConstArray bias)
    implements Call {

  /** @param weights packed as the kernel reads them */
  public static ConvF32Call of(String kernel, Conv conv, Node node, Tensor weights, Lowering lowering) {
    return new ConvF32Call(
        kernel,
        WindowGeometry.of(conv.window(), node.input(WeightedOp.ACTIVATIONS).shape(), node.output().shape()),
        conv.groups(),
        FloatLiteral.of(conv.clamp().min()),
        FloatLiteral.of(conv.clamp().max()),
        lowering.array("weights", weights.toF32()),
        lowering.array("bias", node.input(WeightedOp.BIAS).requireConstant().toF32()));
  }
}
