package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Pad;

/** The windows over a padded input whose spatial axes are flattened. */
record Windows(List<SlidingWindow.Axis> axes, Shape input, List<Integer> places) {

  static Windows of(List<SlidingWindow.Axis> axes, Shape input) {
    return new Windows(
        axes, input, IntStream.range(0, axes.size()).mapToObj(i -> axes.get(i).places(input.dim(i + 2))).toList());
  }

  /** @param value of the padding */
  Pad pad(float value) {
    List<Integer> begins = new ArrayList<>(List.of(0, 0));
    List<Integer> ends = new ArrayList<>(List.of(0, 0));
    axes.forEach(axis -> begins.add(axis.begin()));
    axes.forEach(axis -> ends.add(axis.end()));
    return new Pad(begins, ends, value);
  }

  int taps() {
    return axes.stream().mapToInt(SlidingWindow.Axis::kernel).reduce(1, Math::multiplyExact);
  }

  int count() {
    return places.stream().reduce(1, Math::multiplyExact);
  }

  /** For each tap, for each place, where it stands in the input without padding, in one of two orders; of padding, anywhere. */
  Tensor positions(boolean columnFirst) {
    long[] positions = new long[Math.multiplyExact(taps(), count())];
    for (int i = 0; i < positions.length; i++) {
      int tap = i / count();
      int place = i % count();
      int[] at = new int[axes.size()];
      for (int axis = axes.size() - 1; axis >= 0; axis--) {
        at[axis] = axes.get(axis).element(place % places.get(axis), tap % axes.get(axis).kernel());
        tap /= axes.get(axis).kernel();
        place /= places.get(axis);
      }
      for (int k = 0; k < at.length; k++) {
        int axis = columnFirst ? at.length - 1 - k : k;
        positions[i] = positions[i] * input.dim(axis + 2) + at[axis];
      }
    }
    return Tensor.of(TensorType.of(DType.S64, Shape.of(positions.length)), positions);
  }

  /** For each tap, for each place, the element of the padded input. */
  Tensor indices() {
    int[] indices = new int[Math.multiplyExact(taps(), count())];
    for (int i = 0; i < indices.length; i++) {
      int tap = i / count();
      int place = i % count();
      int stride = 1;
      for (int axis = axes.size() - 1; axis >= 0; axis--) {
        SlidingWindow.Axis window = axes.get(axis);
        indices[i] += stride * (window.element(place % places.get(axis), tap % window.kernel()) + window.begin());
        tap /= window.kernel();
        place /= places.get(axis);
        stride *= input.dim(axis + 2) + window.begin() + window.end();
      }
    }
    return Tensor.of(TensorType.of(DType.S32, Shape.of(taps(), count())), indices);
  }
}
