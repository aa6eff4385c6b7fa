package org.modelc.onnx.translate;

import org.modelc.c.CastCall;
import org.modelc.ir.DType;
import org.modelc.ir.Value;
import org.modelc.op.BitCast;
import org.modelc.op.Cast;

/** Conversions of element types by the steps for which there are kernels: directly, or by way of 64-bit integers. */
final class Casts {
  private Casts() {}

  /** {@code value} as {@code dtype}; itself where that is its type. */
  static Value to(NodeContext node, DType dtype, Value value) {
    DType from = value.type().dtype();
    if (from == dtype) {
      return value;
    }
    if (isOneStep(from, dtype)) {
      return node.step(dtype.text(), new Cast(dtype), value);
    }
    return fromWide(node, dtype, wide(node, value));
  }

  /** The node's result: {@code value} as {@code dtype}, which it is not yet. */
  static Value result(NodeContext node, DType dtype, Value value) {
    if (isOneStep(value.type().dtype(), dtype)) {
      return node.result(new Cast(dtype), value);
    }
    Value wide = wide(node, value);
    return dtype == DType.U64 ? node.result(new BitCast(dtype), wide) : node.result(new Cast(dtype), wide);
  }

  /** Integers or truth values as S64; U64 keeps its bits. */
  static Value wide(NodeContext node, Value value) {
    return switch (value.type().dtype()) {
      case S64 -> value;
      case U64 -> node.step("bits", new BitCast(DType.S64), value);
      default -> node.step("wide", new Cast(DType.S64), value);
    };
  }

  private static Value fromWide(NodeContext node, DType dtype, Value wide) {
    return switch (dtype) {
      case S64 -> wide;
      case U64 -> node.step("bits", new BitCast(dtype), wide);
      default -> node.step(dtype.text(), new Cast(dtype), wide);
    };
  }

  private static boolean isOneStep(DType from, DType to) {
    return CastCall.isPossible(from, to);
  }
}
