package org.modelc.onnx.translate;

import java.util.List;
import java.util.function.BiFunction;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.OpException;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** Functions of one variable. */
final class ActivationTranslator {
  private ActivationTranslator() {}

  /** A function without parameters. */
  static Translator.OfOneOutput plain(Unary.Kind kind) {
    return node -> node.result(Unary.of(kind), node.real(node.input(0)));
  }

  /** Neg: of integers too, as a difference. */
  static Value negate(NodeContext node) {
    return Integers.isPlain(node.input(0)) ? ofIntegers(node, ActivationTranslator::difference) : plain(Unary.Kind.NEG).translate(node);
  }

  /** Abs: of integers too, as the larger of the two signs. */
  static Value magnitude(NodeContext node) {
    return Integers.isPlain(node.input(0))
        ? ofIntegers(node, (inner, x) -> inner.result(
            ArithmeticTranslator.operator(Binary.Kind.MAX), x, difference(inner.inner("negated", List.of()), x)))
        : plain(Unary.Kind.ABS).translate(node);
  }

  private static Value ofIntegers(NodeContext node, BiFunction<NodeContext, Value, Value> function) {
    return Integers.compute(node, List.of(node.input(0)), (inner, wide) -> function.apply(inner, wide.get(0)));
  }

  private static Value difference(NodeContext node, Value x) {
    return node.result(ArithmeticTranslator.operator(Binary.Kind.SUB), Integers.constant(node, "zero", 0), x);
  }

  /** A function with parameter {@code alpha}. */
  static Translator.OfOneOutput withAlpha(Unary.Kind kind, float alpha) {
    return node -> node.result(new Unary(kind, node.attributes().real("alpha", alpha), 0), node.real(node.input(0)));
  }

  /** A function with {@code alpha} and a second parameter. */
  static Translator.OfOneOutput withTwo(Unary.Kind kind, float alpha, String secondName, float second) {
    return node -> node.result(
        new Unary(kind, node.attributes().real("alpha", alpha), node.attributes().real(secondName, second)), node.real(node.input(0)));
  }

  static Value relu(NodeContext node) {
    return node.result(new Clip(Clamp.RELU), node.real(node.input(0)));
  }

  /** Clip: bounds are attributes before opset 11. Where they cross, the upper one counts. */
  static Value clip(NodeContext node) {
    boolean constantBounds = node.opset() < 11 || isConstant(node, 1) && isConstant(node, 2);
    return constantBounds && !Integers.isPlain(node.input(0)) ? clipByConstants(node) : clipByValues(node);
  }

  private static boolean isConstant(NodeContext node, int index) {
    return node.optional(index).map(Value::isConstant).orElse(true);
  }

  private static Value clipByValues(NodeContext node) {
    Value x = node.input(0);
    if (!node.has(2)) {
      return node.has(1) ? ArithmeticTranslator.accumulate(node, Binary.Kind.MAX, List.of(x, node.input(1))) : x;
    }
    Value above = node.has(1)
        ? ArithmeticTranslator.accumulate(node.inner("above", List.of()), Binary.Kind.MAX, List.of(x, node.input(1)))
        : x;
    return ArithmeticTranslator.accumulate(node, Binary.Kind.MIN, List.of(above, node.input(2)));
  }

  private static Value clipByConstants(NodeContext node) {
    float min = node.opset() < 11 ? node.attributes().real("min", -Float.MAX_VALUE) : bound(node, 1, "min", Float.NEGATIVE_INFINITY);
    float max = node.opset() < 11 ? node.attributes().real("max", Float.MAX_VALUE) : bound(node, 2, "max", Float.POSITIVE_INFINITY);
    if (Float.isNaN(min) || Float.isNaN(max)) {
      throw new OpException(Code.E106, "a bound is NaN");
    }
    return node.result(new Clip(new Clamp(Math.min(open(min), open(max)), open(max))), node.real(node.input(0)));
  }

  private static float bound(NodeContext node, int index, String what, float defaultValue) {
    return node.scalar(index, what).orElse(defaultValue);
  }

  /** Exporters write the largest float where they mean no bound. */
  private static float open(float bound) {
    return Math.abs(bound) == Float.MAX_VALUE ? Math.copySign(Float.POSITIVE_INFINITY, bound) : bound;
  }

  /** Celu: {@code alpha Elu(x / alpha)}. */
  static Value celu(NodeContext node) {
    float alpha = node.attributes().real("alpha", 1);
    Unary elu = new Unary(Unary.Kind.ELU, 1, 0);
    if (alpha == 1) {
      return node.result(elu, node.input(0));
    }
    Binary multiply = ArithmeticTranslator.operator(Binary.Kind.MUL);
    Value inner = node.step("inner", multiply, node.input(0), node.constantStep("reciprocal", Constants.scalar(1 / alpha)));
    return node.result(multiply, node.step("elu", elu, inner), node.constantStep("alpha", Constants.scalar(alpha)));
  }

  static Value shrink(NodeContext node) {
    float lambda = node.attributes().real("lambd", 0.5f);
    return node.result(new Unary(Unary.Kind.SHRINK, lambda, node.attributes().real("bias", 0)), node.input(0));
  }

  /** SwiGLU: the second input times Swish of the first. */
  static Value swiglu(NodeContext node) {
    Unary swish = new Unary(Unary.Kind.SILU, node.attributes().real("alpha", 1), 0);
    Value gate = node.step("gate", swish, node.real(node.input(0)));
    return node.result(ArithmeticTranslator.operator(Binary.Kind.MUL), gate, node.input(1));
  }

  static Value gelu(NodeContext node) {
    String approximate = node.attributes().string("approximate", "none");
    Unary.Kind kind = switch (approximate) {
      case "none" -> Unary.Kind.GELU;
      case "tanh" -> Unary.Kind.GELU_TANH;
      default -> throw new OpException(Code.E203, "attribute \"approximate\" is \"" + approximate + "\", must be none or tanh");
    };
    return node.result(Unary.of(kind), node.real(node.input(0)));
  }

  /** PRelu: {@code x >= 0 ? x : slope x}; a slope of several elements takes apart the positive and the negative half. */
  static Value prelu(NodeContext node) {
    Value x = node.input(0);
    Value slope = node.input(1);
    if (slope.isConstant() && slope.shape().elements() == 1) {
      return node.result(new Unary(Unary.Kind.LEAKY_RELU, Constants.scalar(slope.requireConstant(), "slope"), 0), x);
    }
    Value negative = node.step("negative", new Clip(new Clamp(Float.NEGATIVE_INFINITY, 0)), x);
    Value scaled = node.step("scaled", ArithmeticTranslator.operator(Binary.Kind.MUL), negative, node.input(1));
    return node.result(ArithmeticTranslator.operator(Binary.Kind.ADD), node.step("positive", new Clip(Clamp.RELU), x), scaled);
  }
}
