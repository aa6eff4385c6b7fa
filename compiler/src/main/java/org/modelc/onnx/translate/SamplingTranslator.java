package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.GridSample;
import org.modelc.op.MatMul;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.RoiAlign;
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

  static Value roiAlign(NodeContext node) {
    String mode = node.attributes().string("mode", "avg");
    RoiAlign.Pooling pooling = switch (mode) {
      case "avg" -> RoiAlign.Pooling.MEAN;
      case "max" -> RoiAlign.Pooling.LARGEST;
      default -> throw new OpException(Code.E203, "mode \"" + mode + "\" is unknown");
    };
    String transformation = node.attributes().string(
        "coordinate_transformation_mode", node.opset() < 16 ? "output_half_pixel" : "half_pixel");
    RoiAlign align = new RoiAlign(
        pooling, node.attributes().integer("output_height", 1), node.attributes().integer("output_width", 1),
        node.attributes().integer("sampling_ratio", 0), node.attributes().real("spatial_scale", 1), transformation.equals("half_pixel"));
    return node.result(align, node.input(0), node.input(1), Casts.wide(node, node.input(2)));
  }

  private static Binary binary(Binary.Kind kind) {
    return ArithmeticTranslator.operator(kind);
  }
}
