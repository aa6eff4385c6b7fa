package org.modelc.c;

import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;

/** Parameters of {@code modelc_clip_f32}. */
public record ClipF32Call(String kernel, int count, String min, String max) implements Call {

  public static ClipF32Call of(Clamp clamp, TensorType type) {
    return new ClipF32Call("modelc_clip_f32", type.elements(), FloatLiteral.of(clamp.min()), FloatLiteral.of(clamp.max()));
  }
}
