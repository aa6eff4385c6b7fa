package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Resample;

/**
 * A linear function along an axis that reads few elements for each result, under construction: the operands of {@link Resample}.
 *
 * @param taps for each result the elements that it is made of
 */
record Interpolation(List<List<Tap>> taps) {

  /** An element and its weight. */
  record Tap(int index, float weight) {}

  /** Sums over {@code size} neighbours around each element, fewer at the ends, times {@code weight}. */
  static Interpolation windows(int length, int size, float weight) {
    List<List<Tap>> taps = new ArrayList<>();
    for (int place = 0; place < length; place++) {
      List<Tap> window = new ArrayList<>();
      int first = place - (size - 1) / 2;
      for (int index = Math.max(first, 0); index < Math.min(first + size, length); index++) {
        window.add(new Tap(index, weight));
      }
      taps.add(window);
    }
    return new Interpolation(taps);
  }

  /** The function of {@code x} as a step of the node. */
  Value apply(NodeContext node, String suffix, int axis, Value x) {
    return node.step(suffix, new Resample(axis), operands(node, suffix, x));
  }

  /** The function of {@code x} as the node's result. */
  Value result(NodeContext node, int axis, Value x) {
    return node.result(new Resample(axis), operands(node, "taps", x));
  }

  private Value[] operands(NodeContext node, String suffix, Value x) {
    int width = Math.max(1, taps.stream().mapToInt(List::size).max().orElse(1));
    int[] indices = new int[taps.size() * width];
    float[] weights = new float[indices.length];
    for (int place = 0; place < taps.size(); place++) {
      for (int tap = 0; tap < taps.get(place).size(); tap++) {
        indices[place * width + tap] = taps.get(place).get(tap).index;
        weights[place * width + tap] = taps.get(place).get(tap).weight;
      }
    }
    Shape shape = Shape.of(taps.size(), width);
    return new Value[] {
      x,
      node.constantStep(suffix + "_indices", Tensor.of(TensorType.of(DType.S32, shape), indices)),
      node.constantStep(suffix + "_weights", Tensor.f32(shape, weights))
    };
  }
}
