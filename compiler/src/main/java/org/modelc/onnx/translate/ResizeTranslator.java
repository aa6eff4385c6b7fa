package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Gather;
import org.modelc.op.OpException;
import org.modelc.op.Select;
import org.modelc.problem.Code;

/** Resize and Upsample: one axis after the other, by index or as a sum of weighted neighbours. Sizes and scales are constant. */
final class ResizeTranslator {
  private ResizeTranslator() {}

  /** Upsample, which Resize has taken the place of: pixels lie at their corners, nearest is the one before. */
  static Value upsample(NodeContext node) {
    List<Float> scales = node.opset() < 9
        ? node.attributes().reals("scales").orElseThrow(() -> new OpException(Code.E203, "attribute \"scales\" is missing"))
        : reals(node, 1, "scales").orElseThrow(() -> new OpException(Code.E203, "input \"scales\" is missing"));
    return byScales(node, scales);
  }

  static Value resize(NodeContext node) {
    if (node.opset() < 11) {
      return byScales(node, reals(node, 1, "scales").orElseThrow(() -> new OpException(Code.E203, "input \"scales\" is missing")));
    }
    Value x = node.input(0);
    List<Integer> axes = NodeContext.axes(
        node.attributes().integers("axes").orElseGet(() -> IntStream.range(0, x.shape().rank()).boxed().toList()), x.shape().rank());
    List<ResizedAxis> resized = ResizedAxis.of(
        axes.stream().map(x.shape()::dim).toList(), reals(node, 2, "scales"), node.integers(3, "sizes").filter(sizes -> !sizes.isEmpty()),
        reals(node, 1, "roi"), node.attributes().string("keep_aspect_ratio_policy", "stretch"));
    Sampling sampling = new Sampling(
        node.attributes().string("mode", "nearest"), node.attributes().string("coordinate_transformation_mode", "half_pixel"),
        node.attributes().string("nearest_mode", "round_prefer_floor"), node.attributes().real("cubic_coeff_a", -0.75f),
        node.attributes().flag("exclude_outside", false), node.attributes().flag("antialias", false));
    Value result = sample(node, x, axes, resized, sampling);
    float extrapolation = node.attributes().real("extrapolation_value", 0);
    return sampling.crops() ? extrapolated(node, result, axes, resized, sampling, extrapolation) : result;
  }

  private static Value byScales(NodeContext node, List<Float> scales) {
    Value x = node.input(0);
    List<Integer> axes = IntStream.range(0, x.shape().rank()).boxed().toList();
    List<ResizedAxis> resized = ResizedAxis.of(x.shape().dims(), Optional.of(scales), Optional.empty(), Optional.empty(), "stretch");
    Sampling sampling = new Sampling(node.attributes().string("mode", "nearest"), "asymmetric", "floor", -0.75f, false, false);
    return sample(node, x, axes, resized, sampling);
  }

  private static Optional<List<Float>> reals(NodeContext node, int index, String what) {
    Optional<Tensor> tensor = node.has(index) ? Optional.of(node.constant(index, what)) : Optional.empty();
    return tensor.filter(values -> values.elements() > 0)
        .map(values -> IntStream.range(0, values.elements()).mapToObj(i -> (float) values.real(i)).toList());
  }

  private static Value sample(NodeContext node, Value x, List<Integer> axes, List<ResizedAxis> resized, Sampling sampling) {
    Value result = sampling.isNearest() ? node.real(x) : x;
    for (int i = 0; i < axes.size(); i++) {
      if (!resized.get(i).isUnchanged() || sampling.crops()) {
        result = alongAxis(node, result, axes.get(i), resized.get(i), sampling);
      }
    }
    return result;
  }

  private static Value alongAxis(NodeContext node, Value x, int axis, ResizedAxis resized, Sampling sampling) {
    if (!sampling.isNearest()) {
      return sampling.interpolation(resized).apply(node, "axis" + axis, axis, x);
    }
    int[] sources = sampling.nearest(resized);
    Tensor indices = Tensor.of(TensorType.of(DType.S32, Shape.of(sources.length)), sources);
    return node.step("axis" + axis, new Gather(axis), x, node.constantStep("sources" + axis, indices));
  }

  /** Places outside the input along any axis get one value. */
  private static Value extrapolated(
      NodeContext node, Value result, List<Integer> axes, List<ResizedAxis> resized, Sampling sampling, float value) {
    List<Integer> dims = new ArrayList<>();
    result.shape().dims().forEach(dim -> dims.add(1));
    for (int i = 0; i < axes.size(); i++) {
      if (sampling.leaves(resized.get(i))) {
        dims.set(axes.get(i), resized.get(i).output());
      }
    }
    Shape shape = new Shape(dims);
    if (shape.elements() == 1) {
      return result;
    }
    int[] strides = shape.strides();
    byte[] outside = new byte[shape.elements()];
    for (int element = 0; element < outside.length; element++) {
      for (int i = 0; i < axes.size(); i++) {
        int place = element / strides[axes.get(i)] % dims.get(axes.get(i));
        outside[element] |= (byte) (sampling.leaves(resized.get(i)) && sampling.isOutside(resized.get(i), place) ? 1 : 0);
      }
    }
    Value mask = node.constantStep("outside", Tensor.of(TensorType.of(DType.BOOL, shape), outside));
    return node.result(new Select(), mask, node.constantStep("extrapolation", Constants.scalar(value)), result);
  }
}
