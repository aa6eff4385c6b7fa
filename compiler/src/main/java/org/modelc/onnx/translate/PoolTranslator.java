package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.ArgMax;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Gather;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.OpException;
import org.modelc.op.Pad;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Scatter;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** Pooling over windows and over whole maps. Input X [N,C,...]. */
final class PoolTranslator {
  private PoolTranslator() {}

  /** MaxPool, with the indices of the maxima where something reads them. */
  static List<Value> max(NodeContext node) {
    boolean columnFirst = node.attributes().flag("storage_order", false);
    return node.usesOutput(1) ? List.of(maxima(node), indices(node, columnFirst)) : List.of(maxima(node));
  }

  /** Where in the whole tensor the maxima are: the largest of a window's elements, and a table of where these stand. */
  private static Value indices(NodeContext node, boolean columnFirst) {
    Value x = node.input(0);
    List<Integer> spatial = ChannelsLast.spatial(x);
    Windows windows = Windows.of(SlidingWindow.readAxes(node, spatial, kernel(node)), x.shape());
    Value padded = node.step("padded", windows.pad(Float.NEGATIVE_INFINITY), x);
    int maps = x.shape().dim(0) * x.shape().dim(1);
    Value flat = node.step("flat", new Reshape(Shape.of(maps, padded.shape().elements() / maps)), padded);
    Value elements = node.step("windows", new Gather(1), flat, node.constantStep("places", windows.indices()));
    Value tap = node.step("tap", new ArgMax(1, false, false), elements);
    long[] first = LongStream.range(0, windows.count()).toArray();
    Value entry = node.step(
        "entry", ArithmeticTranslator.operator(Binary.Kind.ADD),
        node.step("scaled_tap", ArithmeticTranslator.operator(Binary.Kind.MUL), tap, Integers.constant(node, "count", windows.count())),
        node.constantStep("window", Tensor.of(TensorType.of(DType.S64, Shape.of(1, windows.count())), first)));
    Tensor table = windows.positions(columnFirst);
    Value inMap = node.step("in_map", new Gather(0), node.constantStep("positions", table), entry);
    long size = x.shape().product(2, x.shape().rank());
    long[] bases = LongStream.range(0, maps).map(map -> map * size).toArray();
    Value all = node.step(
        "all", ArithmeticTranslator.operator(Binary.Kind.ADD), inMap,
        node.constantStep("bases", Tensor.of(TensorType.of(DType.S64, Shape.of(maps, 1)), bases)));
    List<Integer> dims = new ArrayList<>(x.shape().dims().subList(0, 2));
    dims.addAll(windows.places());
    return node.output(1, new Reshape(new Shape(dims)), all);
  }

  /** MaxUnpool: elements go to their indices in what the pool's input is without padding; all else is 0. */
  static Value unpool(NodeContext node) {
    Value x = node.input(0);
    List<Integer> spatial = ChannelsLast.spatial(x);
    List<Integer> kernel = kernel(node);
    int axes = kernel.size();
    List<Integer> strides = node.attributes().integers("strides").orElseGet(() -> Collections.nCopies(axes, 1));
    List<Integer> pads = node.attributes().integers("pads").orElseGet(() -> Collections.nCopies(2 * axes, 0));
    if (spatial.size() != axes || strides.size() != axes || pads.size() != 2 * axes) {
      throw new OpException(Code.E203, "kernel_shape, strides and pads do not fit an input of shape " + x.shape());
    }
    List<Integer> dims = new ArrayList<>(x.shape().dims().subList(0, 2));
    for (int i = 0; i < axes; i++) {
      dims.add((spatial.get(i) - 1) * strides.get(i) - pads.get(i) - pads.get(axes + i) + kernel.get(i));
    }
    Shape shape = ConstantBroadcast.shape(dims);
    Value zeros = node.constantStep("zeros", Tensor.zeros(TensorType.of(x.type().dtype(), Shape.of(shape.elements(), 1))));
    int count = x.shape().elements();
    Value spread = node.step(
        "spread", new Scatter(Scatter.Kind.REPLACE), zeros,
        node.step("flat_indices", new Reshape(Shape.of(count)), Casts.wide(node, node.input(1))),
        node.step("flat", new Reshape(Shape.of(count, 1)), x));
    List<Integer> wanted = node.integers(2, "output_shape").orElse(dims);
    List<Integer> ends = new ArrayList<>();
    IntStream.range(0, dims.size()).forEach(axis -> ends.add(wanted.get(axis) - dims.get(axis)));
    return node.result(new Pad(Collections.nCopies(dims.size(), 0), ends, 0), node.step("image", new Reshape(shape), spread));
  }

  private static Value maxima(NodeContext node) {
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
