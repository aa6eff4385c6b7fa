package org.modelc.c;

import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;

/** The last step of an integer kernel ({@code modelc_output_s8}): zero point and bounds, all within the output's element type. */
public record OutputS8(int zeroPoint, int min, int max) {

  public static OutputS8 of(TensorType output, Clamp clamp) {
    return new OutputS8(
        output.requireQuant().zeroPoint(),
        clamp.quantisedMin(output.dtype(), output.requireQuant()),
        clamp.quantisedMax(output.dtype(), output.requireQuant()));
  }
}
