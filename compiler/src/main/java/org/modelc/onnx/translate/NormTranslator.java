package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** Normalisations, composed of means, differences, products and roots. */
final class NormTranslator {
  private NormTranslator() {}

  /** LayerNormalization: over all axes from {@code axis} on; scale and bias broadcast to them. */
  static List<Value> layer(NodeContext node) {
    node.attributes().ignore("stash_type");
    Value x = node.input(0);
    List<Integer> axes = axesFrom(node, x);
    Value mean = mean(node, "mean", x, axes);
    Value centred = node.step("centred", op(Binary.Kind.SUB), x, mean);
    Value deviation = deviation(node, centred, axes, 1e-5f);
    Value scaled = node.step("scaled", op(Binary.Kind.MUL), node.step("normal", op(Binary.Kind.DIV), centred, deviation), node.input(1));
    Value y = node.has(2) ? node.result(op(Binary.Kind.ADD), scaled, node.input(2)) : scaled;
    Value inverse = node.usesOutput(2) ? node.output(2, Unary.of(Unary.Kind.RECIPROCAL), deviation) : y;
    return node.usesOutput(1) || node.usesOutput(2) ? List.of(y, mean, inverse) : List.of(y);
  }

  /** RMSNormalization: as LayerNormalization without the mean and the bias. */
  static Value rootMeanSquare(NodeContext node) {
    node.attributes().ignore("stash_type");
    Value x = node.input(0);
    Value normal = node.step("normal", op(Binary.Kind.DIV), x, deviation(node, x, axesFrom(node, x), 1e-5f));
    return node.result(op(Binary.Kind.MUL), normal, node.input(1));
  }

  private static List<Integer> axesFrom(NodeContext node, Value x) {
    int rank = x.shape().rank();
    return IntStream.range(NodeContext.axis(node.attributes().integer("axis", -1), rank), rank).boxed().toList();
  }

  /** InstanceNormalization: over each channel of each sample; scale and bias by channel. */
  static Value instance(NodeContext node) {
    Value x = node.input(0);
    List<Integer> axes = spatial(x);
    Value normal = normal(node, x, axes, 1e-5f);
    return byChannel(node, normal, x.shape());
  }

  /** GroupNormalization: over groups of channels; scale and bias by channel, before opset 21 by group. */
  static Value group(NodeContext node) {
    node.attributes().ignore("stash_type");
    Value x = node.input(0);
    spatial(x);
    int groups = node.attributes().integer("num_groups")
        .orElseThrow(() -> new OpException(Code.E203, "attribute \"num_groups\" is missing"));
    int channels = x.shape().dim(1);
    if (groups < 1 || channels % groups != 0) {
      throw new OpException(Code.E203, "num_groups is " + groups + ", the input has " + channels + " channels");
    }
    Shape grouped = Shape.of(x.shape().dim(0), groups, channels / groups, x.shape().elements() / x.shape().dim(0) / channels);
    Value normal = normal(node, node.step("groups", new Reshape(grouped), x), List.of(2, 3), 1e-5f);
    Shape parameters = node.opset() < 21 ? Shape.of(groups, 1, 1) : Shape.of(groups, channels / groups, 1);
    NodeContext inner = node.inner("scaled", List.of(node.optional(0), node.optional(1), node.optional(2)));
    return node.result(new Reshape(x.shape()), scaled(inner, normal, parameters));
  }

  private static Value byChannel(NodeContext node, Value normal, Shape shape) {
    List<Integer> dims = new ArrayList<>(List.of(shape.dim(1)));
    IntStream.range(2, shape.rank()).forEach(axis -> dims.add(1));
    return scaled(node, normal, new Shape(dims));
  }

  private static Value scaled(NodeContext node, Value normal, Shape parameters) {
    Value scale = node.step("scale", new Reshape(parameters), node.input(1));
    Value bias = node.step("bias", new Reshape(parameters), node.input(2));
    return node.result(op(Binary.Kind.ADD), node.step("scaled", op(Binary.Kind.MUL), normal, scale), bias);
  }

  /** MeanVarianceNormalization: no scale, no bias; the deviation is increased by 1e-9. */
  static Value meanVariance(NodeContext node) {
    Value x = node.input(0);
    List<Integer> axes = NodeContext.axes(node.attributes().integers("axes").orElse(List.of(0, 2, 3)), x.shape().rank());
    Value centred = node.step("centred", op(Binary.Kind.SUB), x, mean(node, "mean", x, axes));
    Value square = node.step("square", op(Binary.Kind.MUL), centred, centred);
    Value deviation = node.step("deviation", Unary.of(Unary.Kind.SQRT), mean(node, "variance", square, axes));
    Value divisor = node.step("divisor", op(Binary.Kind.ADD), deviation, node.constantStep("least", Constants.scalar(1e-9f)));
    return node.result(op(Binary.Kind.DIV), centred, divisor);
  }

  /** LpNormalization: divided by the sum of magnitudes or the root of the sum of squares; 0 where that is 0. */
  static Value lp(NodeContext node) {
    Value x = node.input(0);
    int axis = NodeContext.axis(node.attributes().integer("axis", -1), x.shape().rank());
    int p = node.attributes().integer("p", 2);
    if (p != 1 && p != 2) {
      throw new OpException(Code.E203, "p is " + p + ", must be 1 or 2");
    }
    Value norm = p == 1
        ? node.step("norm", sum(axis), node.step("magnitude", Unary.of(Unary.Kind.ABS), x))
        : node.step("norm", Unary.of(Unary.Kind.SQRT), node.step("squares", sum(axis), node.step("square", op(Binary.Kind.MUL), x, x)));
    Clip atLeastTiny = new Clip(new Clamp(Float.MIN_NORMAL, Float.POSITIVE_INFINITY));
    return node.result(op(Binary.Kind.DIV), x, node.step("divisor", atLeastTiny, norm));
  }

  private static Reduce sum(int axis) {
    return new Reduce(Reduce.Kind.SUM, List.of(axis), true);
  }

  /** LRN: divided by a power of the mean square over neighbouring channels. */
  static Value localResponse(NodeContext node) {
    Value x = node.input(0);
    spatial(x);
    int size = node.attributes().integer("size").orElseThrow(() -> new OpException(Code.E203, "attribute \"size\" is missing"));
    float alpha = node.attributes().real("alpha", 1e-4f);
    float beta = node.attributes().real("beta", 0.75f);
    float bias = node.attributes().real("bias", 1);
    Value square = node.step("square", op(Binary.Kind.MUL), x, x);
    Value sums = Interpolation.windows(x.shape().dim(1), size, alpha / size).apply(node, "neighbours", 1, square);
    Value base = node.step("base", op(Binary.Kind.ADD), sums, node.constantStep("bias", Constants.scalar(bias)));
    Value divisor = node.step("divisor", op(Binary.Kind.POW), base, node.constantStep("beta", Constants.scalar(beta)));
    return node.result(op(Binary.Kind.DIV), x, divisor);
  }

  private static Value normal(NodeContext node, Value x, List<Integer> axes, float epsilon) {
    Value centred = node.step("centred", op(Binary.Kind.SUB), x, mean(node, "mean", x, axes));
    return node.step("normal", op(Binary.Kind.DIV), centred, deviation(node, centred, axes, epsilon));
  }

  /** The root of the mean square and epsilon. */
  private static Value deviation(NodeContext node, Value centred, List<Integer> axes, float defaultEpsilon) {
    float epsilon = node.attributes().real("epsilon", defaultEpsilon);
    Value variance = mean(node, "variance", node.step("square", op(Binary.Kind.MUL), centred, centred), axes);
    Value enlarged = node.step("enlarged", op(Binary.Kind.ADD), variance, node.constantStep("epsilon", Constants.scalar(epsilon)));
    return node.step("deviation", Unary.of(Unary.Kind.SQRT), enlarged);
  }

  private static Value mean(NodeContext node, String suffix, Value x, List<Integer> axes) {
    return node.step(suffix, new Reduce(Reduce.Kind.MEAN, axes, true), x);
  }

  private static List<Integer> spatial(Value x) {
    if (x.shape().rank() < 3) {
      throw new OpException(Code.E204, "input has shape " + x.shape() + ", [N,C,...] is needed");
    }
    return IntStream.range(2, x.shape().rank()).boxed().toList();
  }

  private static Binary op(Binary.Kind kind) {
    return ArithmeticTranslator.operator(kind);
  }
}
