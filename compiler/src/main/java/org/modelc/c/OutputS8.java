package org.modelc.c;

import org.modelc.ir.DType;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;

/** The last step of an integer kernel ({@code modelc_output_s8}): zero point and bounds, all -128 to 127. */
public record OutputS8(int zeroPoint, int min, int max) {

  public static OutputS8 of(TensorType output, Clamp clamp) {
    return new OutputS8(
        output.requireQuant().zeroPoint(),
        clamp.quantisedMin(DType.S8, output.requireQuant()),
        clamp.quantisedMax(DType.S8, output.requireQuant()));
  }
}
