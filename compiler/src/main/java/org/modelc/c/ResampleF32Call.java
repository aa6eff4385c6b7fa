package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.op.Resample;

/** Parameters of {@code modelc_resample_f32}. */
public record ResampleF32Call(String kernel, AxisGeometry axis, int outputLength, int taps, ConstArray indices, ConstArray weights)
    implements Call {

  public static ResampleF32Call of(Resample resample, Node node, Lowering lowering) {
    Tensor indices = node.input(Resample.INDICES).requireConstant();
    return new ResampleF32Call(
        "modelc_resample_f32",
        AxisGeometry.of(node.input(0).shape(), resample.axis()),
        indices.shape().dim(0),
        indices.shape().dim(1),
        lowering.array("indices", indices),
        lowering.array("weights", node.input(Resample.WEIGHTS).requireConstant()));
  }
}
