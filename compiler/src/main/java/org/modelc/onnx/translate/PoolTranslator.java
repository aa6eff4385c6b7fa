package org.modelc.onnx.translate;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** Pooling over windows and over whole maps. Input X [N,C,...]. */
final class PoolTranslator {
  private PoolTranslator() {}

  static Value max(NodeContext node) {
    if (node.usesOutput(1)) {
      throw new OpException(Code.E203, "output \"Indices\" is used; only the maxima are supported");
    }
    node.attributes().ignore("storage_order");
    Value x = node.input(0);
    if (!Integers.isPlain(x)) {
      return pool(node, x, sliding -> new MaxPool(sliding.window()));
    }
    if (x.type().dtype().bytes() > 2) {
      throw new OpException(Code.E205, "input is " + x.type() + "; integers of 8 or 16 bits are supported");
    }
    Value numbers = Casts.to(node, DType.F32, x);
    return Casts.result(node, x.type().dtype(), pool(node.inner("numbers", List.of()), numbers, sliding -> new MaxPool(sliding.window())));
  }

  static Value average(NodeContext node) {
    boolean countIncludePad = node.attributes().flag("count_include_pad", false);
    return pool(node, node.input(0), sliding ->
        new AveragePool(sliding.window(), countIncludePad, sliding.ceilBottom(), sliding.ceilRight()));
  }

  /** LpPool: the p-th root of the sum of p-th powers of magnitudes. A sum is a mean, in which padding counts, times its elements. */
  static Value lp(NodeContext node) {
    int p = node.attributes().integer("p", 2);
    if (p < 1) {
      throw new OpException(Code.E203, "p is " + p + ", must be positive");
    }
    int elements = kernel(node).stream().reduce(1, Math::multiplyExact);
    Value powers = power(node.inner("powers", List.of()), node.step("magnitude", Unary.of(Unary.Kind.ABS), node.input(0)), p);
    Value means = pool(node.inner("means", List.of()), powers, sliding -> new AveragePool(sliding.window(), true, 0, 0));
    Value sums = node.step(
        "sums", ArithmeticTranslator.operator(Binary.Kind.MUL), means, node.constantStep("elements", Constants.scalar(elements)));
    return power(node, sums, 1f / p);
  }

  private static Value power(NodeContext node, Value x, float exponent) {
    if (exponent == 2) {
      return node.result(ArithmeticTranslator.operator(Binary.Kind.MUL), x, x);
    }
    if (exponent == 0.5f) {
      return node.result(Unary.of(Unary.Kind.SQRT), x);
    }
    Value constant = node.constantStep("exponent", Constants.scalar(exponent));
    return exponent == 1 ? x : node.result(ArithmeticTranslator.operator(Binary.Kind.POW), x, constant);
  }

  /** One pool over one or two axes; three axes take a second one, as maxima and means of maxima and means are those of all. */
  private static Value pool(NodeContext node, Value x, Function<SlidingWindow, Op> operator) {
    List<Integer> kernel = kernel(node);
    List<SlidingWindow.Axis> axes = SlidingWindow.readAxes(node, ChannelsLast.spatial(x), kernel);
    if (axes.size() < 3) {
      return plane(node, x, operator.apply(SlidingWindow.of(axes)));
    }
    Shape shape = x.shape();
    Shape planes = Shape.of(shape.dim(0), shape.dim(1) * shape.dim(2), shape.dim(3), shape.dim(4));
    Value pooled = plane(
        node.inner("planes", List.of()), node.step("planes_input", new Reshape(planes), x),
        operator.apply(SlidingWindow.of(axes.subList(1, 3))));
    int height = pooled.shape().dim(2);
    int width = pooled.shape().dim(3);
    Value columns = node.step("columns_input", new Reshape(Shape.of(shape.dim(0), shape.dim(1), shape.dim(2), height * width)), pooled);
    Value y = plane(
        node.inner("columns", List.of()), columns, operator.apply(SlidingWindow.of(List.of(axes.get(0), SlidingWindow.Axis.NONE))));
    return node.result(new Reshape(Shape.of(shape.dim(0), shape.dim(1), y.shape().dim(2), height, width)), y);
  }

  private static Value plane(NodeContext node, Value x, Op operator) {
    Value y = node.principal("nhwc", operator, ChannelsLast.enter(node, x));
    return ChannelsLast.leave(node, y, x.shape().rank());
  }

  private static List<Integer> kernel(NodeContext node) {
    return node.attributes().integers("kernel_shape")
        .orElseThrow(() -> new OpException(Code.E203, "attribute \"kernel_shape\" is missing"));
  }

  static Value globalAverage(NodeContext node) {
    return global(node, Reduce.Kind.MEAN);
  }

  static Value globalMax(NodeContext node) {
    return global(node, Reduce.Kind.MAX);
  }

  private static Value global(NodeContext node, Reduce.Kind kind) {
    Value x = node.input(0);
    if (x.shape().rank() < 3) {
      throw new OpException(Code.E204, "input has shape " + x.shape() + ", [N,C,...] is needed");
    }
    return node.result(new Reduce(kind, IntStream.range(2, x.shape().rank()).boxed().toList(), true), x);
  }
}
