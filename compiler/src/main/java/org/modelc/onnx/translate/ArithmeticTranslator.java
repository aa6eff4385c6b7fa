package org.modelc.onnx.translate;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Bitwise;
import org.modelc.op.Clamp;
import org.modelc.op.OpException;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** Arithmetic on two or more tensors with broadcasting. */
final class ArithmeticTranslator {
  private ArithmeticTranslator() {}

  /** An operator of two inputs. */
  static Translator.OfOneOutput binary(Binary.Kind kind) {
    return node -> accumulate(node, kind, List.of(node.input(0), node.input(1)));
  }

  /** An operator of any number of inputs that applies {@code kind} from left to right. */
  static Translator.OfOneOutput variadic(Binary.Kind kind) {
    return node -> accumulate(node, kind, node.inputsFrom(0));
  }

  /** Without scalars that change nothing: the infinity with which frameworks begin a search for the largest or least. */
  private static List<Value> withoutNeutral(Binary.Kind kind, List<Value> values) {
    float neutral = switch (kind) {
      case MAX -> Float.NEGATIVE_INFINITY;
      case MIN -> Float.POSITIVE_INFINITY;
      default -> Float.NaN;
    };
    List<Value> others = values.stream().filter(value -> !isScalar(value, neutral)).toList();
    return others.isEmpty() ? values : others;
  }

  private static boolean isScalar(Value value, float number) {
    return value.isConstant() && value.type().dtype() == DType.F32 && value.shape().rank() == 0 && value.requireConstant().floats()[0] == number;
  }

  /** The values joined by {@code kind} from left to right. */
  static Value accumulate(NodeContext node, Binary.Kind kind, List<Value> values) {
    if (values.isEmpty()) {
      throw new OpException(Code.E203, "has no inputs");
    }
    return Integers.isPlain(values.get(0))
        ? Integers.compute(node, values, (inner, wide) -> onIntegers(inner, kind, values.get(0).type().dtype(), wide))
        : chain(node, kind, withoutNeutral(kind, values));
  }

  private static Value onIntegers(NodeContext node, Binary.Kind kind, DType dtype, List<Value> wide) {
    boolean ordered = kind == Binary.Kind.MIN || kind == Binary.Kind.MAX;
    if (dtype != DType.U64 || !ordered || wide.size() == 1) {
      return chain(node, kind, wide);
    }
    Value best = chain(node.inner("best", List.of()), kind, wide.stream().map(bits -> Integers.flipped(node, bits)).toList());
    return Integers.flipped(node, best);
  }

  private static Value chain(NodeContext node, Binary.Kind kind, List<Value> values) {
    Value result = values.get(0);
    for (int i = 1; i < values.size(); i++) {
      result = i + 1 < values.size()
          ? node.step("partial" + i, operator(kind), result, values.get(i))
          : node.result(operator(kind), result, values.get(i));
    }
    return result;
  }

  static Value mean(NodeContext node) {
    List<Value> values = node.inputsFrom(0);
    if (values.size() == 1) {
      return values.get(0);
    }
    Value sum = accumulate(node.inner("sum", values.stream().map(Optional::of).toList()), Binary.Kind.ADD, values);
    return node.result(operator(Binary.Kind.MUL), sum, node.constantStep("share", Constants.scalar(1f / values.size())));
  }

  /** Division by a constant becomes multiplication, which has an integer form. */
  static Value divide(NodeContext node) {
    Value a = node.input(0);
    Value b = node.input(1);
    boolean byConstant = b.isConstant() && !a.isConstant() && a.type().dtype() == DType.F32;
    if (byConstant && (b.type().dtype() == DType.F32 || b.type().isQuantised())) {
      Tensor reciprocals = Constants.map(b.requireConstant(), divisor -> 1 / divisor);
      if (Constants.isFinite(reciprocals)) {
        return node.result(operator(Binary.Kind.MUL), a, node.constantStep("reciprocal", reciprocals));
      }
    }
    return quotient(node, Binary.Kind.DIV, Bitwise.Kind.DIV_UNSIGNED);
  }

  /** Mod: with the divisor's sign, or like C's fmod with the dividend's. */
  static Value modulus(NodeContext node) {
    boolean likeC = node.attributes().flag("fmod", false);
    return quotient(node, likeC ? Binary.Kind.REMAINDER : Binary.Kind.MOD, Bitwise.Kind.MOD_UNSIGNED);
  }

  private static Value quotient(NodeContext node, Binary.Kind kind, Bitwise.Kind unsigned) {
    List<Value> operands = List.of(node.input(0), node.input(1));
    if (!Integers.isPlain(operands.get(0))) {
      return node.result(operator(kind), operands);
    }
    operands.get(1).constant().ifPresent(ArithmeticTranslator::requireNoZero);
    boolean isUnsigned = operands.get(0).type().dtype() == DType.U64;
    return Integers.compute(node, operands, (inner, wide) -> inner.result(isUnsigned ? new Bitwise(unsigned) : operator(kind), wide));
  }

  private static void requireNoZero(Tensor divisor) {
    for (int i = 0; i < divisor.elements(); i++) {
      if (divisor.real(i) == 0) {
        throw new OpException(Code.E203, "divides integers by zero");
      }
    }
  }

  /** Squares and square roots have simpler forms than a power. */
  static Value power(NodeContext node) {
    Value base = node.input(0);
    Value exponent = node.input(1);
    if (base.type().dtype() == DType.F32 && exponent.isConstant() && exponent.shape().elements() == 1 && exponent.shape().rank() <= 1) {
      double power = exponent.requireConstant().real(0);
      if (power == 2) {
        return node.result(operator(Binary.Kind.MUL), base, base);
      }
      if (power == 0.5) {
        return node.result(Unary.of(Unary.Kind.SQRT), base);
      }
    }
    if (Integers.isPlain(base) && Integers.isPlain(exponent)) {
      return Integers.compute(node, List.of(base, exponent), (inner, wide) -> inner.result(operator(Binary.Kind.POW), wide));
    }
    if (Integers.isPlain(base)) {
      Value power = node.step("real", operator(Binary.Kind.POW), Casts.to(node, DType.F32, base), exponent);
      return Casts.result(node, base.type().dtype(), power);
    }
    Value converted = exponent.type().isQuantised() ? exponent : Casts.to(node, DType.F32, exponent);
    return node.result(operator(Binary.Kind.POW), base, converted);
  }

  static Binary operator(Binary.Kind kind) {
    return new Binary(kind, Clamp.NONE);
  }
}
