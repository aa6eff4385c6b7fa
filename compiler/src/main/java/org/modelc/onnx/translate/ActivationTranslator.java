package org.modelc.onnx.translate;

import org.modelc.ir.Tensor;
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
    Tensor slope = node.constant(1, "slope");
    if (slope.elements() == 1) {
      return node.result(new Unary(Unary.Kind.LEAKY_RELU, Constants.scalar(slope, "slope"), 0), x);
    }
    Value negative = node.step("negative", new Clip(new Clamp(Float.NEGATIVE_INFINITY, 0)), x);
    Value scaled = node.step("scaled", ArithmeticTranslator.operator(Binary.Kind.MUL), negative, node.input(1));
    return node.result(ArithmeticTranslator.operator(Binary.Kind.ADD), node.step("positive", new Clip(Clamp.RELU), x), scaled);
  }
}
