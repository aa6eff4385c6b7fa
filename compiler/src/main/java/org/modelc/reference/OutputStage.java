package org.modelc.reference;

import org.modelc.ir.DType;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;

/** The last step of every integer operator: add the output's zero point, clamp, store as S8. */
record OutputStage(int zeroPoint, int min, int max) {

  static OutputStage of(TensorType output, Clamp clamp) {
    return new OutputStage(
        output.requireQuant().zeroPoint(),
        clamp.quantisedMin(DType.S8, output.requireQuant()),
        clamp.quantisedMax(DType.S8, output.requireQuant()));
  }

  /** {@code scaled} is the result in units of the output scale, without zero point. */
  byte apply(long scaled) {
    return (byte) Math.min(Math.max(scaled + zeroPoint, min), max);
  }
}
