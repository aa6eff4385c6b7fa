package org.modelc.c;

import org.modelc.arithmetic.ResampleScaling;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Resample;

/** Parameters of {@code modelc_resample_s8}; see {@link ResampleScaling}. */
public record ResampleS8Call(
    String kernel,
    AxisGeometry axis,
    int outputLength,
    int taps,
    ConstArray indices,
    ConstArray weights,
    int zeroPoint,
    int multiplier,
    OutputS8 output)
    implements Call {

  public static ResampleS8Call of(Resample resample, Node node, Lowering lowering) {
    TensorType x = node.input(0).type();
    TensorType output = node.output().type();
    Tensor indices = node.input(Resample.INDICES).requireConstant();
    ResampleScaling scaling = Resample.scaling(x, node.input(Resample.WEIGHTS).requireConstant(), output);
    return new ResampleS8Call(
        "modelc_resample_s8",
        AxisGeometry.of(x.shape(), resample.axis()),
        indices.shape().dim(0),
        indices.shape().dim(1),
        lowering.array("indices", indices),
        lowering.array("weights", scaling.weights().stream().mapToInt(Integer::intValue).toArray()),
        x.requireQuant().zeroPoint(),
        scaling.scaling().multiplier(),
        OutputS8.of(output, Clamp.NONE));
  }
}
