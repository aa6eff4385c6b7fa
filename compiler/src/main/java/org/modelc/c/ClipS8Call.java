package org.modelc.c;

import org.modelc.ir.DType;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;

/** Parameters of {@code modelc_clip_s8}. */
public record ClipS8Call(String kernel, int count, int min, int max) implements Call {

  public static ClipS8Call of(Clamp clamp, TensorType type) {
    return new ClipS8Call(
        "modelc_clip_s8",
        type.elements(),
        clamp.quantisedMin(DType.S8, type.requireQuant()),
        clamp.quantisedMax(DType.S8, type.requireQuant()));
  }
}
