package org.modelc.onnx.translate;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Bitwise;

/**
 * Arithmetic on integers that stand for themselves. It is done in 64 bits and the result cut to the width of the operands, which gives what
 * arithmetic in that width gives. U64 takes part with its bits as S64.
 */
final class Integers {
  private Integers() {}

  /** Whether the value's elements are integers that stand for themselves. */
  static boolean isPlain(Value value) {
    return value.type().dtype().isInteger() && !value.type().isQuantised();
  }

  /**
   * The node's result: what {@code computation} makes of the values in S64, in the first value's type.
   *
   * @param computation gets the context in which it makes its result
   */
  static Value compute(NodeContext node, List<Value> values, BiFunction<NodeContext, List<Value>, Value> computation) {
    DType dtype = values.get(0).type().dtype();
    if (dtype == DType.S64) {
      return computation.apply(node, values);
    }
    List<Value> wide = values.stream().map(value -> Casts.wide(node, value)).toList();
    Value result = computation.apply(node.inner("wide", values.stream().map(Optional::of).toList()), wide);
    return Casts.result(node, dtype, result);
  }

  /** Bits of U64 so changed that their order as S64 is that of the numbers; the same changes them back. */
  static Value flipped(NodeContext node, Value bits) {
    return node.step("ordered", new Bitwise(Bitwise.Kind.XOR), bits, constant(node, "sign", Long.MIN_VALUE));
  }

  /** A scalar. */
  static Value constant(NodeContext node, String suffix, long value) {
    return node.constantStep(suffix, Tensor.of(TensorType.of(DType.S64, Shape.SCALAR), new long[] {value}));
  }
}
