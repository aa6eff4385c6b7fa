package org.modelc.c;

import org.modelc.arithmetic.SoftmaxScaling;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Softmax;

/** Parameters of {@code modelc_softmax_s8}; see {@link SoftmaxScaling}. */
public record SoftmaxS8Call(
    String kernel,
    AxisGeometry axis,
    OutputS8 output,
    int reciprocalMultiplier,
    int reciprocalShift,
    int exponentialCount,
    ConstArray exponentials)
    implements Call {

  public static SoftmaxS8Call of(Softmax softmax, Node node, Lowering lowering) {
    TensorType input = node.input(0).type();
    TensorType output = node.output().type();
    AxisGeometry axis = AxisGeometry.of(input.shape(), softmax.axis());
    SoftmaxScaling scaling = SoftmaxScaling.of(input.requireQuant(), output.requireQuant(), axis.length());
    int[] exponentials = scaling.exponentials().stream().mapToInt(Integer::intValue).toArray();
    return new SoftmaxS8Call(
        "modelc_softmax_s8",
        axis,
        OutputS8.of(output, Clamp.NONE),
        scaling.reciprocal().multiplier(),
        scaling.reciprocal().shift(),
        exponentials.length,
        lowering.array("exponentials", exponentials));
  }
}
