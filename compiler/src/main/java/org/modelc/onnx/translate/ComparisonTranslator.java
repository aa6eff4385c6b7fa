package org.modelc.onnx.translate;

import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Bitwise;
import org.modelc.op.Compare;
import org.modelc.op.OpException;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** Comparisons, logic and operations on bits. */
final class ComparisonTranslator {
  private ComparisonTranslator() {}

  static Value equal(NodeContext node) {
    return compare(node, Compare.Kind.EQUAL, node.real(node.input(0)), node.real(node.input(1)));
  }

  static Value less(NodeContext node) {
    return compare(node, Compare.Kind.LESS, node.real(node.input(0)), node.real(node.input(1)));
  }

  static Value lessOrEqual(NodeContext node) {
    return compare(node, Compare.Kind.LESS_OR_EQUAL, node.real(node.input(0)), node.real(node.input(1)));
  }

  static Value greater(NodeContext node) {
    return compare(node, Compare.Kind.LESS, node.real(node.input(1)), node.real(node.input(0)));
  }

  static Value greaterOrEqual(NodeContext node) {
    return compare(node, Compare.Kind.LESS_OR_EQUAL, node.real(node.input(1)), node.real(node.input(0)));
  }

  private static Value compare(NodeContext node, Compare.Kind kind, Value a, Value b) {
    if (a.type().dtype() != b.type().dtype()) {
      throw new OpException(Code.E205, "mixes element types " + a.type() + " and " + b.type());
    }
    return node.result(new Compare(kind), ordered(node, kind, a), ordered(node, kind, b));
  }

  private static Value ordered(NodeContext node, Compare.Kind kind, Value value) {
    if (value.type().dtype() == DType.F32) {
      return value;
    }
    Value wide = Casts.wide(node, value);
    return value.type().dtype() == DType.U64 && kind != Compare.Kind.EQUAL ? Integers.flipped(node, wide) : wide;
  }

  /** And, Or, Xor. */
  static Translator.OfOneOutput logic(Bitwise.Kind kind) {
    return node -> node.result(new Bitwise(kind), node.input(0), node.input(1));
  }

  static Value not(NodeContext node) {
    return node.result(new Bitwise(Bitwise.Kind.XOR), node.input(0), truth(node));
  }

  private static Value truth(NodeContext node) {
    return node.constantStep("true", Tensor.of(TensorType.of(DType.BOOL, Shape.SCALAR), new byte[] {1}));
  }

  /** BitwiseAnd, BitwiseOr, BitwiseXor. */
  static Translator.OfOneOutput bits(Bitwise.Kind kind) {
    return node -> bits(node, kind, node.input(0), node.input(1));
  }

  static Value bitwiseNot(NodeContext node) {
    return Integers.compute(node, List.of(node.input(0)), (inner, wide) ->
        inner.result(new Bitwise(Bitwise.Kind.XOR), wide.get(0), Integers.constant(node, "ones", -1)));
  }

  static Value shift(NodeContext node) {
    String direction = node.attributes().string("direction", "");
    boolean unsigned = node.input(0).type().dtype() == DType.U64;
    Bitwise.Kind kind = switch (direction) {
      case "LEFT" -> Bitwise.Kind.SHIFT_LEFT;
      case "RIGHT" -> unsigned ? Bitwise.Kind.SHIFT_RIGHT_UNSIGNED : Bitwise.Kind.SHIFT_RIGHT;
      default -> throw new OpException(Code.E203, "attribute \"direction\" is \"" + direction + "\", must be LEFT or RIGHT");
    };
    return bits(node, kind, node.input(0), node.input(1));
  }

  private static Value bits(NodeContext node, Bitwise.Kind kind, Value a, Value b) {
    return Integers.compute(node, List.of(a, b), (inner, wide) -> inner.result(new Bitwise(kind), wide));
  }

  /** IsNaN: what is not equal to itself. */
  static Value isNaN(NodeContext node) {
    Value x = node.input(0);
    return node.result(new Bitwise(Bitwise.Kind.XOR), node.step("number", new Compare(Compare.Kind.EQUAL), x, x), truth(node));
  }

  /** IsInf: what is beyond the largest number. */
  static Value isInf(NodeContext node) {
    boolean positive = node.attributes().flag("detect_positive", true);
    boolean negative = node.attributes().flag("detect_negative", true);
    Value x = node.input(0);
    Value largest = node.constantStep("largest", Constants.scalar(Float.MAX_VALUE));
    if (positive && negative) {
      return node.result(new Compare(Compare.Kind.LESS), largest, node.step("magnitude", Unary.of(Unary.Kind.ABS), x));
    }
    if (negative) {
      return node.result(new Compare(Compare.Kind.LESS), x, node.constantStep("smallest", Constants.scalar(-Float.MAX_VALUE)));
    }
    return node.result(new Compare(Compare.Kind.LESS), positive ? largest : x, x);
  }
}
