package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Conv;
import org.modelc.op.Gather;
import org.modelc.op.MatMul;
import org.modelc.op.OpException;
import org.modelc.op.Pad;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;
import org.modelc.problem.Code;

/** Conv and ConvTranspose: inputs X [N,C,...], W [O,C/group,...] or [C,O/group,...], optional B [O]. */
final class ConvTranslator {
  private ConvTranslator() {}

  static Value translate(NodeContext node) {
    return convolve(node, node.input(0), node.input(1));
  }

  /** The convolution of other operands than the node's first two. */
  static Value convolve(NodeContext node, Value x, Value weights) {
    List<Integer> spatial = ChannelsLast.spatial(x);
    List<SlidingWindow.Axis> axes = SlidingWindow.readAxes(node, spatial, kernel(node, weights, spatial.size()));
    return convolve(node, x, weights, axes, node.attributes().integer("group", 1));
  }

  /** In NHWC with constant weights over one or two axes, else as a matrix product. */
  static Value convolve(NodeContext node, Value x, Value weights, List<SlidingWindow.Axis> axes, int groups) {
    boolean constantBias = node.optional(2).map(Value::isConstant).orElse(true);
    if (axes.size() == 3 || !weights.isConstant() || !constantBias) {
      return product(node, node.real(x), node.real(weights), axes, groups);
    }
    Tensor filters = Weights.symmetric(node, weights.requireConstant(), 0);
    Conv conv = new Conv(SlidingWindow.of(axes).window(), groups, Clamp.NONE);
    Value bias = Weights.bias(node, 2, filters.shape().dim(0));
    Value y = node.principal("nhwc", conv, ChannelsLast.enter(node, x), ChannelsLast.weights(node, filters), bias);
    return ChannelsLast.leave(node, y, x.shape().rank());
  }

  private static List<Integer> kernel(NodeContext node, Value weights, int axes) {
    if (weights.shape().rank() != axes + 2) {
      throw new OpException(Code.E204, "weights have shape " + weights.shape() + ", rank " + (axes + 2) + " is needed");
    }
    List<Integer> kernel = weights.shape().dims().subList(2, axes + 2);
    List<Integer> declared = node.attributes().integers("kernel_shape").orElse(kernel);
    if (!declared.equals(kernel)) {
      throw new OpException(Code.E204, "kernel_shape " + declared + " does not fit weights of shape " + weights.shape());
    }
    return kernel;
  }

  /** Filters times the matrix of all windows, which takes as much memory as all of them. */
  private static Value product(NodeContext node, Value x, Value weights, List<SlidingWindow.Axis> axes, int groups) {
    int n = x.shape().dim(0);
    int channels = x.shape().dim(1);
    int outputs = weights.shape().dim(0);
    if (groups < 1 || channels % groups != 0 || outputs % groups != 0 || weights.shape().dim(1) != channels / groups) {
      throw new OpException(
          Code.E204, "weights of shape " + weights.shape() + " do not fit " + groups + " groups of input " + x.shape());
    }
    Windows windows = Windows.of(axes, x.shape());
    Value padded = node.step("padded", windows.pad(0), x);
    Value flat = node.step("flat", new Reshape(Shape.of(n, channels, padded.shape().product(2, padded.shape().rank()))), padded);
    Value columns = node.step("windows", new Gather(2), flat, node.constantStep("places", windows.indices()));
    int inner = channels / groups * windows.taps();
    Value right = node.step("columns", new Reshape(Shape.of(n, groups, inner, windows.count())), columns);
    Value left = node.step("filters", new Reshape(Shape.of(1, groups, outputs / groups, inner)), weights);
    List<Integer> dims = new ArrayList<>(List.of(n, outputs));
    dims.addAll(windows.places());
    Value sums = node.principal("sums", new MatMul(), left, right);
    if (!node.has(2)) {
      return node.result(new Reshape(new Shape(dims)), sums);
    }
    List<Integer> biasDims = new ArrayList<>(List.of(outputs));
    axes.forEach(axis -> biasDims.add(1));
    Value bias = node.step("bias", new Reshape(new Shape(biasDims)), node.real(node.input(2)));
    return node.result(ArithmeticTranslator.operator(Binary.Kind.ADD), node.step("image", new Reshape(new Shape(dims)), sums), bias);
  }

  /** ConvTranspose: a convolution with reversed filters over the input between whose elements there are zeros. */
  static Value transposed(NodeContext node) {
    Value x = node.input(0);
    Value weights = node.real(node.input(1));
    List<Integer> spatial = ChannelsLast.spatial(x);
    List<Integer> kernel = kernel(node, weights, spatial.size());
    int groups = node.attributes().integer("group", 1);
    if (groups < 1 || x.shape().dim(1) % groups != 0 || weights.shape().dim(0) != x.shape().dim(1)) {
      throw new OpException(
          Code.E204, "weights of shape " + weights.shape() + " do not fit " + groups + " groups of input " + x.shape());
    }
    List<TransposedAxis> axes = TransposedAxis.read(node, spatial, kernel);
    Value spread = spread(node, node.real(x), axes);
    return convolve(node, spread, reversed(node, weights, groups), axes.stream().map(TransposedAxis::window).toList(), groups);
  }

  /** [C, O/group, ...] as [O, C/group, ...], backwards along the spatial axes. */
  private static Value reversed(NodeContext node, Value weights, int groups) {
    List<Integer> kernel = weights.shape().dims().subList(2, weights.shape().rank());
    int inputs = weights.shape().dim(0) / groups;
    int outputs = weights.shape().dim(1);
    Shape grouped = shape(List.of(groups, inputs, outputs), kernel);
    List<Integer> perm = new ArrayList<>(List.of(0, 2, 1));
    IntStream.range(3, grouped.rank()).forEach(perm::add);
    Value swapped = node.step("swapped", new Transpose(perm), node.step("groups", new Reshape(grouped), weights));
    Value filters = node.step("filters_forwards", new Reshape(shape(List.of(groups * outputs, inputs), kernel)), swapped);
    List<Integer> starts = new ArrayList<>(List.of(0, 0));
    List<Integer> steps = new ArrayList<>(List.of(1, 1));
    kernel.forEach(size -> starts.add(size - 1));
    kernel.forEach(size -> steps.add(-1));
    return node.step("filters_backwards", new Slice(starts, steps, filters.shape()), filters);
  }

  private static Shape shape(List<Integer> first, List<Integer> last) {
    List<Integer> dims = new ArrayList<>(first);
    dims.addAll(last);
    return new Shape(dims);
  }

  /** Zeros behind each element, then without those behind the last and what negative padding cuts off. */
  private static Value spread(NodeContext node, Value x, List<TransposedAxis> axes) {
    List<Integer> apart = new ArrayList<>(x.shape().dims().subList(0, 2));
    List<Integer> ends = new ArrayList<>(List.of(0, 0));
    List<Integer> wide = new ArrayList<>(apart);
    List<Integer> starts = new ArrayList<>(List.of(0, 0));
    List<Integer> cut = new ArrayList<>(apart);
    for (int i = 0; i < axes.size(); i++) {
      TransposedAxis axis = axes.get(i);
      int size = x.shape().dim(i + 2);
      apart.addAll(List.of(size, 1));
      ends.addAll(List.of(0, axis.stride() - 1));
      wide.add(Math.multiplyExact(size, axis.stride()));
      starts.add(axis.cutBegin());
      cut.add((size - 1) * axis.stride() + 1 - axis.cutBegin() - axis.cutEnd());
    }
    List<Integer> zeros = IntStream.range(0, ends.size()).mapToObj(i -> 0).toList();
    Value gaps = node.step("gaps", new Pad(zeros, ends, 0), node.step("apart", new Reshape(new Shape(apart)), x));
    Value spread = node.step("spread", new Reshape(new Shape(wide)), gaps);
    return node.step("input", new Slice(starts, IntStream.range(0, cut.size()).mapToObj(i -> 1).toList(), new Shape(cut)), spread);
  }

  /**
   * One axis of a transposed convolution.
   *
   * @param begin padding in front of the spread input; negative where elements are cut off
   */
  private record TransposedAxis(int kernel, int stride, int dilation, int begin, int end) {

    static List<TransposedAxis> read(NodeContext node, List<Integer> spatial, List<Integer> kernel) {
      int count = spatial.size();
      List<Integer> strides = list(node, "strides", count, 1);
      List<Integer> dilations = list(node, "dilations", count, 1);
      List<Integer> more = list(node, "output_padding", count, 0);
      List<Integer> pads = list(node, "pads", 2 * count, 0);
      String autoPad = node.attributes().string("auto_pad", "NOTSET");
      Optional<List<Integer>> wanted = node.attributes().integers("output_shape");
      List<TransposedAxis> axes = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int reach = dilations.get(i) * (kernel.get(i) - 1);
        int full = strides.get(i) * (spatial.get(i) - 1) + more.get(i) + reach + 1;
        int begin = pads.get(i);
        int end = pads.get(count + i);
        boolean same = autoPad.startsWith("SAME");
        if (wanted.isPresent() || same) {
          int offset = wanted.map(List::size).orElse(count) - count;
          int output = wanted.isPresent() ? wanted.get().get(i + offset) : spatial.get(i) * strides.get(i);
          int total = full - output;
          begin = autoPad.equals("SAME_LOWER") ? total - total / 2 : total / 2;
          end = total - begin;
        }
        axes.add(new TransposedAxis(kernel.get(i), strides.get(i), dilations.get(i), reach - begin, reach - end + more.get(i)));
      }
      return axes;
    }

    private static List<Integer> list(NodeContext node, String attribute, int count, int defaultValue) {
      List<Integer> values = node.attributes().integers(attribute)
          .orElseGet(() -> IntStream.range(0, count).mapToObj(i -> defaultValue).toList());
      if (values.size() != count || values.stream().anyMatch(value -> value < defaultValue)) {
        throw new OpException(Code.E203, attribute + " is " + values + ", must be " + count + " numbers from " + defaultValue);
      }
      return values;
    }

    int cutBegin() {
      return Math.max(-begin, 0);
    }

    int cutEnd() {
      return Math.max(-end, 0);
    }

    SlidingWindow.Axis window() {
      return new SlidingWindow.Axis(kernel, 1, dilation, Math.max(begin, 0), Math.max(end, 0), 0);
    }
  }
}
