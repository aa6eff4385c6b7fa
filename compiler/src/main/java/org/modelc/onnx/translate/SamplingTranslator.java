package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Bitwise;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Compare;
import org.modelc.op.Concat;
import org.modelc.op.Expand;
import org.modelc.op.Gather;
import org.modelc.op.GridSample;
import org.modelc.op.MatMul;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;
import org.modelc.problem.Code;

/** Operators that read maps at computed places: GridSample, AffineGrid, DeformConv, RoiAlign. */
final class SamplingTranslator {
  private SamplingTranslator() {}

  static Value gridSample(NodeContext node) {
    String mode = node.attributes().string("mode", "linear");
    GridSample.Interpolation interpolation = switch (mode) {
      case "nearest" -> GridSample.Interpolation.NEAREST;
      case "linear", "bilinear" -> GridSample.Interpolation.LINEAR;
      case "cubic", "bicubic" -> GridSample.Interpolation.CUBIC;
      default -> throw new OpException(Code.E203, "mode \"" + mode + "\" is unknown");
    };
    String padding = node.attributes().string("padding_mode", "zeros");
    GridSample.Padding outside = switch (padding) {
      case "zeros" -> GridSample.Padding.ZEROS;
      case "border" -> GridSample.Padding.BORDER;
      case "reflection" -> GridSample.Padding.REFLECTION;
      default -> throw new OpException(Code.E203, "padding_mode \"" + padding + "\" is unknown");
    };
    boolean aligned = node.attributes().flag("align_corners", false);
    GridSample.Coordinates coordinates = aligned ? GridSample.Coordinates.ALIGNED : GridSample.Coordinates.ENDS;
    return node.result(new GridSample(interpolation, outside, coordinates), node.input(0), node.input(1));
  }

  /** AffineGrid: even coordinates, which are constant, times a matrix for each map. */
  static Value affineGrid(NodeContext node) {
    Value theta = node.input(0);
    List<Integer> size = Constants.integers(node.constant(1, "size"), "size");
    boolean aligned = node.attributes().flag("align_corners", false);
    int axes = size.size() - 2;
    if (axes < 2 || axes > 3 || !theta.shape().equals(Shape.of(size.get(0), axes, axes + 1))) {
      throw new OpException(Code.E204, "matrices of shape " + theta.shape() + " do not fit maps of size " + size);
    }
    List<Integer> spatial = size.subList(2, size.size());
    int places = ConstantBroadcast.shape(spatial).elements();
    float[] even = new float[places * (axes + 1)];
    for (int place = 0; place < places; place++) {
      int rest = place;
      for (int axis = axes - 1; axis >= 0; axis--) {
        int count = spatial.get(axis);
        int index = rest % count;
        double coordinate = aligned ? (count == 1 ? 0 : 2.0 * index / (count - 1) - 1) : (2.0 * index + 1) / count - 1;
        even[place * (axes + 1) + axes - 1 - axis] = (float) coordinate;
        rest /= count;
      }
      even[place * (axes + 1) + axes] = 1;
    }
    Value base = node.constantStep("even", Tensor.f32(Shape.of(1, places, axes + 1), even));
    Value grid = node.principal("places", new MatMul(), base, node.step("transposed", new Transpose(List.of(0, 2, 1)), theta));
    List<Integer> dims = new ArrayList<>(List.of(size.get(0)));
    dims.addAll(spatial);
    dims.add(axes);
    return node.result(new Reshape(new Shape(dims)), grid);
  }

  /** DeformConv: every tap of a window is read at its place plus an offset; then as a convolution by matrix product. */
  static Value deformConv(NodeContext node) {
    Value x = node.input(0);
    Value weights = node.input(1);
    List<Integer> spatial = ChannelsLast.spatial(x);
    if (spatial.size() != 2) {
      throw new OpException(Code.E204, "input has shape " + x.shape() + ", [N,C,H,W] is needed");
    }
    List<Integer> kernel = weights.shape().dims().subList(2, 4);
    node.attributes().ignore("kernel_shape");
    List<SlidingWindow.Axis> axes = SlidingWindow.readAxes(node, spatial, kernel);
    int groups = node.attributes().integer("group", 1);
    int offsetGroups = node.attributes().integer("offset_group", 1);
    int n = x.shape().dim(0);
    int channels = x.shape().dim(1);
    int outputs = weights.shape().dim(0);
    int taps = kernel.get(0) * kernel.get(1);
    int height = axes.get(0).places(spatial.get(0));
    int width = axes.get(1).places(spatial.get(1));
    int places = height * width;
    if (channels % groups != 0 || channels % offsetGroups != 0 || outputs % groups != 0
        || node.input(2).shape().elements() != n * offsetGroups * taps * 2 * places) {
      throw new OpException(Code.E204, "offsets of shape " + node.input(2).shape() + " do not fit " + taps + " taps at " + places + " places");
    }
    Value offsets = node.step("offsets", new Reshape(Shape.of(n * offsetGroups, taps, 2, places)), node.input(2));
    Value moved = node.step("taps_first", new Transpose(List.of(0, 1, 3, 2)), offsets);
    Value places2d = node.step("places", binary(Binary.Kind.ADD), moved, node.constantStep("regular", regular(axes, width, taps, places)));
    Value xFirst = swapped(node, places2d);
    Value maps = node.step("groups", new Reshape(Shape.of(n * offsetGroups, channels / offsetGroups, spatial.get(0), spatial.get(1))), x);
    GridSample linear = new GridSample(GridSample.Interpolation.LINEAR, GridSample.Padding.ZEROS, GridSample.Coordinates.ELEMENTS);
    Value sampled = node.step("sampled", linear, maps, xFirst);
    if (node.has(4)) {
      Value mask = node.step("mask", new Reshape(Shape.of(n * offsetGroups, 1, taps, places)), node.input(4));
      sampled = node.step("masked", binary(Binary.Kind.MUL), sampled, mask);
    }
    int inner = channels / groups * taps;
    Value columns = node.step("columns", new Reshape(Shape.of(n, groups, inner, places)), sampled);
    Value filters = node.step("filters", new Reshape(Shape.of(1, groups, outputs / groups, inner)), weights);
    Value sums = node.principal("sums", new MatMul(), filters, columns);
    Value image = node.step("image", new Reshape(Shape.of(n, outputs, height, width)), sums);
    return node.has(3)
        ? node.result(binary(Binary.Kind.ADD), image, node.step("bias", new Reshape(Shape.of(outputs, 1, 1)), node.input(3)))
        : image;
  }

  /** Where taps stand without offsets: [1, taps, places, (y, x)]. */
  private static Tensor regular(List<SlidingWindow.Axis> axes, int width, int taps, int places) {
    int columns = axes.get(1).kernel();
    float[] regular = new float[taps * places * 2];
    for (int i = 0; i < taps * places; i++) {
      int tap = i / places;
      int place = i % places;
      regular[2 * i] = axes.get(0).element(place / width, tap / columns);
      regular[2 * i + 1] = axes.get(1).element(place % width, tap % columns);
    }
    return Tensor.f32(Shape.of(1, taps, places, 2), regular);
  }

  /** (y, x) as (x, y). */
  private static Value swapped(NodeContext node, Value places) {
    int last = places.shape().rank() - 1;
    List<Integer> starts = new ArrayList<>(Collections.nCopies(last, 0));
    List<Integer> steps = new ArrayList<>(Collections.nCopies(last, 1));
    starts.add(1);
    steps.add(-1);
    return node.step("x_first", new Slice(starts, steps, places.shape()), places);
  }

  /** RoiAlign: a fixed number of samples for each part of a region, of which the mean is taken. */
  static Value roiAlign(NodeContext node) {
    Value x = node.input(0);
    int samples = node.attributes().integer("sampling_ratio", 0);
    String mode = node.attributes().string("mode", "avg");
    if (samples < 1 || !mode.equals("avg")) {
      throw new OpException(
          Code.E203, "sampling_ratio is " + samples + ", mode \"" + mode + "\"; a fixed ratio and avg are supported");
    }
    Regions regions = new Regions(
        node.attributes().integer("output_height", 1), node.attributes().integer("output_width", 1), samples,
        node.attributes().real("spatial_scale", 1),
        node.attributes().string("coordinate_transformation_mode", node.opset() < 16 ? "output_half_pixel" : "half_pixel").equals("half_pixel"));
    int count = node.input(1).shape().dim(0);
    Value maps = node.step("maps", new Gather(0), x, Casts.wide(node, node.input(2)));
    int rows = regions.height * samples;
    int columns = regions.width * samples;
    Value vertical = regions.coordinates(node, "rows", 1, rows);
    Value horizontal = regions.coordinates(node, "columns", 0, columns);
    Value outside = node.step(
        "outside", new Bitwise(Bitwise.Kind.OR),
        node.step("outside_rows", new Reshape(Shape.of(count, 1, rows, 1)), outside(node, "rows", vertical, x.shape().dim(2))),
        node.step("outside_columns", new Reshape(Shape.of(count, 1, 1, columns)), outside(node, "columns", horizontal, x.shape().dim(3))));
    Shape grid = Shape.of(count, rows, columns, 1);
    Value y = node.step("y", new Expand(grid), node.step("y_column", new Reshape(Shape.of(count, rows, 1, 1)), vertical));
    Value across = node.step("x", new Expand(grid), node.step("x_row", new Reshape(Shape.of(count, 1, columns, 1)), horizontal));
    GridSample linear = new GridSample(GridSample.Interpolation.LINEAR, GridSample.Padding.BORDER, GridSample.Coordinates.ELEMENTS);
    Value sampled = node.step("sampled", linear, maps, node.step("grid", new Concat(3), across, y));
    Value inside = node.step("inside", new Select(), outside, node.constantStep("zero", Constants.scalar(0)), sampled);
    int channels = x.shape().dim(1);
    Value parts = node.step(
        "parts", new Reshape(Shape.of(count * channels, regions.height, samples, regions.width * samples)), inside);
    Value rowMeans = node.step("row_means", new Reduce(Reduce.Kind.MEAN, List.of(2), false), parts);
    Value pairs = node.step("pairs", new Reshape(Shape.of(count, channels, regions.height, regions.width, samples)), rowMeans);
    return node.result(new Reduce(Reduce.Kind.MEAN, List.of(4), false), pairs);
  }

  private static Value outside(NodeContext node, String name, Value coordinates, int size) {
    Compare less = new Compare(Compare.Kind.LESS);
    Value before = node.step(name + "_before", less, coordinates, node.constantStep("minus_one", Constants.scalar(-1)));
    Value after = node.step(name + "_after", less, node.constantStep(name + "_size", Constants.scalar(size)), coordinates);
    return node.step(name + "_outside", new Bitwise(Bitwise.Kind.OR), before, after);
  }

  /** Attributes of a RoiAlign. */
  private record Regions(int height, int width, int samples, float scale, boolean halfPixel) {

    /** [regions, samples]: coordinates along one axis, where {@code first} is the column of its start among the regions' numbers. */
    Value coordinates(NodeContext node, String name, int first, int count) {
      Value start = corner(node, name + "_start", first);
      Value length = node.step(name + "_length", binary(Binary.Kind.SUB), corner(node, name + "_end", first + 2), start);
      if (!halfPixel) {
        length = node.step(name + "_at_least_one", new Clip(new Clamp(1, Float.POSITIVE_INFINITY)), length);
      }
      float[] parts = new float[count];
      for (int i = 0; i < count; i++) {
        parts[i] = (i + 0.5f) / count;
      }
      Value fractions = node.constantStep(name + "_fractions", Tensor.f32(Shape.of(1, count), parts));
      return node.step(name, binary(Binary.Kind.ADD), start, node.step(name + "_distance", binary(Binary.Kind.MUL), length, fractions));
    }

    private Value corner(NodeContext node, String name, int column) {
      Value rois = node.input(1);
      Value raw = node.step(name + "_raw", new Slice(List.of(0, column), List.of(1, 1), Shape.of(rois.shape().dim(0), 1)), rois);
      Value scaled = node.step(name + "_scaled", binary(Binary.Kind.MUL), raw, node.constantStep("scale", Constants.scalar(scale)));
      return halfPixel
          ? node.step(name, binary(Binary.Kind.SUB), scaled, node.constantStep("half", Constants.scalar(0.5f)))
          : scaled;
    }
  }

  private static Binary binary(Binary.Kind kind) {
    return ArithmeticTranslator.operator(kind);
  }
}
