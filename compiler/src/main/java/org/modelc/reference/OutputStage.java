package org.modelc.reference;

import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;

/** The last step of every integer operator: add the output's zero point, clamp, store in the output's element type. */
record OutputStage(int zeroPoint, int min, int max) {

  static OutputStage of(TensorType output, Clamp clamp) {
    return new OutputStage(
        output.requireQuant().zeroPoint(),
        clamp.quantisedMin(output.dtype(), output.requireQuant()),
        clamp.quantisedMax(output.dtype(), output.requireQuant()));
  }

  /** {@code scaled} is the result in units of the output scale, without zero point. */
  long apply(long scaled) {
    return Math.min(Math.max(scaled + zeroPoint, min), max);
  }
}
