package org.modelc.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.WeightedOp;

/** Multiplies constants at compile time, in double. */
final class Scaling {
  private Scaling() {}

  /**
   * Floats computed in double; empty if one does not come out finite.
   *
   * @param element the value for each index
   */
  static Optional<Tensor> floats(Shape shape, IntToDoubleFunction element) {
    float[] floats = new float[shape.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) element.applyAsDouble(i);
      if (!Float.isFinite(floats[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(Tensor.f32(shape, floats));
  }

  static boolean isZero(Tensor tensor) {
    return IntStream.range(0, tensor.elements()).allMatch(i -> tensor.real(i) == 0);
  }

  /**
   * Weights with every output channel multiplied. Quantised weights keep their integers, but for the sign, and get other scales; empty
   * where that is not possible.
   *
   * @param weights output channels first
   */
  static Optional<Tensor> byOutputChannel(Tensor weights, IntToDoubleFunction factor) {
    int perChannel = weights.shape().product(1, weights.shape().rank());
    if (weights.type().isQuantised()) {
      return quantised(weights, factor, perChannel);
    }
    return floats(weights.shape(), i -> weights.floats()[i] * factor.applyAsDouble(i / perChannel));
  }

  private static Optional<Tensor> quantised(Tensor weights, IntToDoubleFunction factor, int perChannel) {
    Quant quant = weights.type().requireQuant();
    if (!quant.isSymmetric() || !quant.isPerTensor() && quant.axis() != WeightedOp.OUTPUT_CHANNEL_AXIS) {
      return Optional.empty();
    }
    List<Float> scales = new ArrayList<>();
    for (int channel = 0; channel < weights.shape().dim(0); channel++) {
      float scale = (float) Math.abs(quant.scale(channel) * factor.applyAsDouble(channel));
      if (!Float.isFinite(scale) || scale < Float.MIN_NORMAL) {
        return Optional.empty();
      }
      scales.add(scale);
    }
    long[] integers = new long[weights.elements()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = factor.applyAsDouble(i / perChannel) < 0 ? -weights.integer(i) : weights.integer(i);
    }
    boolean fits = IntStream.range(0, integers.length).allMatch(i -> integers[i] <= Byte.MAX_VALUE);
    TensorType type = weights.type().withQuant(Quant.perChannel(scales, WeightedOp.OUTPUT_CHANNEL_AXIS));
    return fits ? Optional.of(Tensor.ofIntegers(type, integers)) : Optional.empty();
  }
}
