package org.modelc.c;

import java.util.Set;
import org.modelc.ir.DType;
import org.modelc.ir.Node;

/** Parameters of {@code modelc_cast_<from>_<to>}. */
public record CastCall(String kernel, int count) implements Call {
  private static final Set<String> KERNELS = Set.of(
      "f32_s8", "f32_u8", "f32_s32", "f32_s64", "f32_bool", "f32_f64",
      "s8_f32", "u8_f32", "s32_f32", "s64_f32", "u64_f32", "f64_f32",
      "s8_s64", "u8_s64", "s16_s64", "u16_s64", "s32_s64", "u32_s64",
      "s64_s8", "s64_u8", "s64_s16", "s64_u16", "s64_s32", "s64_u32", "s64_bool");

  /** Whether there is a kernel for this conversion. */
  public static boolean isPossible(DType from, DType to) {
    return KERNELS.contains(suffix(from, to));
  }

  public static CastCall of(Node node) {
    return new CastCall(
        "modelc_cast_" + suffix(node.input(0).type().dtype(), node.output().type().dtype()), node.output().type().elements());
  }

  /** Bools are stored as u8 0 and 1. */
  private static String suffix(DType from, DType to) {
    return (from == DType.BOOL ? DType.U8 : from).text() + "_" + to.text();
  }
}
