package org.modelc.c;

import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;

/**
 * Parameters of an integer convolution: {@code modelc_conv_s8} or, with weights [kh][kw][O], {@code modelc_depthwise_conv_s8}; or of
 * their forms for S16 activations.
 */
public record ConvS8Call(
    String kernel,
    WindowGeometry window,
    int groups,
    int inputZeroPoint,
    OutputS8 output,
    ConstArray weights,
    ConstArray bias,
    ConstArray multipliers)
    implements Call {

  /** @param weights packed as the kernel reads them */
  public static ConvS8Call of(String kernel, Conv conv, Node node, Tensor weights, Lowering lowering) {
    AccumulatorScaling scaling = AccumulatorScaling.of(
        node.input(WeightedOp.ACTIVATIONS).type().requireQuant(),
        node.input(WeightedOp.WEIGHTS).type().requireQuant(),
        node.output().type().requireQuant(),
        node.output().shape().dim(3));
    return new ConvS8Call(
        kernel,
        WindowGeometry.of(conv.window(), node.input(WeightedOp.ACTIVATIONS).shape(), node.output().shape()),
        conv.groups(),
        node.input(WeightedOp.ACTIVATIONS).type().requireQuant().zeroPoint(),
        OutputS8.of(node.output().type(), conv.clamp()),
        lowering.array("weights", weights),
        lowering.array("bias", node.input(WeightedOp.BIAS).requireConstant()),
        lowering.array("multipliers", scaling.multipliers()));
  }
}
