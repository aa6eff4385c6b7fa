package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;

/** Parameters of a float convolution with weights of 16 bits: {@code modelc_conv_f16} or {@code modelc_depthwise_conv_f16}. */
public record ConvF16Call(
    String kernel, WindowGeometry window, int groups, int block, String min, String max, ConstArray weights, ConstArray bias) implements Call {

  /**
   * @param block filters that are widened at a time
   * @param weights packed as the kernel reads them
   */
  public static ConvF16Call of(String kernel, Conv conv, Node node, int block, ConstArray weights, Lowering lowering) {
    return new ConvF16Call(
        kernel,
        WindowGeometry.of(conv.window(), node.input(WeightedOp.ACTIVATIONS).shape(), node.output().shape()),
        conv.groups(),
        block,
        FloatLiteral.of(conv.clamp().min()),
        FloatLiteral.of(conv.clamp().max()),
        weights,
        lowering.array("bias", node.input(WeightedOp.BIAS).requireConstant().toF32()));
  }
}
