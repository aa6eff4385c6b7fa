package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.problem.Code;

/** Col2Im: the sum of overlapping windows. Inputs: columns [N, C times taps, windows], constant shapes of the image and of a window. */
final class Col2ImTranslator {
  private Col2ImTranslator() {}

  static Value translate(NodeContext node) {
    Value x = node.input(0);
    List<Integer> image = Constants.integers(node.constant(1, "image_shape"), "image_shape");
    List<Integer> block = Constants.integers(node.constant(2, "block_shape"), "block_shape");
    List<SlidingWindow.Axis> axes = SlidingWindow.readAxes(node, image, block);
    int taps = block.stream().reduce(1, Math::multiplyExact);
    List<Integer> places = IntStream.range(0, axes.size()).mapToObj(i -> axes.get(i).places(image.get(i))).toList();
    int windows = places.stream().reduce(1, Math::multiplyExact);
    if (x.shape().rank() != 3 || x.shape().dim(1) % taps != 0 || x.shape().dim(2) != windows) {
      throw new OpException(Code.E204, "columns have shape " + x.shape() + " for " + windows + " windows of " + taps + " elements");
    }
    int channels = x.shape().dim(1) / taps;
    Value flat = node.step("flat", new Reshape(Shape.of(x.shape().dim(0), channels, taps * windows)), x);
    Value sums = sums(axes, image, places, taps, windows).apply(node, "sums", 2, flat);
    List<Integer> dims = new ArrayList<>(List.of(x.shape().dim(0), channels));
    dims.addAll(image);
    return node.result(new Reshape(new Shape(dims)), sums);
  }

  private static Interpolation sums(List<SlidingWindow.Axis> axes, List<Integer> image, List<Integer> places, int taps, int windows) {
    List<List<Interpolation.Tap>> pixels = new ArrayList<>();
    IntStream.range(0, image.stream().reduce(1, Math::multiplyExact)).forEach(i -> pixels.add(new ArrayList<>()));
    for (int column = 0; column < taps * windows; column++) {
      int pixel = pixel(axes, image, places, column / windows, column % windows);
      if (pixel >= 0) {
        pixels.get(pixel).add(new Interpolation.Tap(column, 1));
      }
    }
    return new Interpolation(pixels);
  }

  /** Where a tap stands in a place; -1 in the padding. */
  private static int pixel(List<SlidingWindow.Axis> axes, List<Integer> image, List<Integer> places, int tap, int place) {
    int pixel = 0;
    int stride = 1;
    for (int axis = axes.size() - 1; axis >= 0; axis--) {
      int element = axes.get(axis).element(place % places.get(axis), tap % axes.get(axis).kernel());
      if (element < 0 || element >= image.get(axis)) {
        return -1;
      }
      pixel += stride * element;
      stride *= image.get(axis);
      tap /= axes.get(axis).kernel();
      place /= places.get(axis);
    }
    return pixel;
  }
}
