package org.modelc.quant;

import org.modelc.arithmetic.Quantisation;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Quantises activations and constants that are used like them: asymmetric S8, one scale. */
final class ActivationQuant {
  private static final int MIN = Byte.MIN_VALUE;
  private static final int STEPS = 255;

  private ActivationQuant() {}

  /**
   * The quantisation of {@code range} widened to hold 0, which an integer stands for exactly. The ends are off by half a step at the most.
   * A range without width has scale 1.
   */
  static Quant of(Range range) {
    Range wide = range.withZero();
    float scale = (float) (wide.width() / STEPS);
    if (scale < Float.MIN_NORMAL) {
      return Quant.perTensor(1, 0);
    }
    return Quant.perTensor(scale, (int) Math.rint(MIN - wide.min() / scale));
  }

  /** A constant quantised by its own range. */
  static Tensor quantise(Tensor constant) {
    return quantise(constant, of(range(constant)));
  }

  /** The constant's real numbers as S8 of quantisation {@code quant}. */
  static Tensor quantise(Tensor constant, Quant quant) {
    TensorType type = TensorType.quantised(DType.S8, constant.shape(), quant);
    if (constant.type().equals(type)) {
      return constant;
    }
    Quantisation quantisation = Quantisation.of(DType.S8, quant.scale(), quant.zeroPoint());
    byte[] integers = new byte[constant.elements()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (byte) quantisation.quantise(constant.real(i));
    }
    return Tensor.of(type, integers);
  }

  static Range range(Tensor constant) {
    Range range = new Range(0, 0);
    for (int i = 0; i < constant.elements(); i++) {
      range = range.union(new Range(constant.real(i), constant.real(i)));
    }
    return range;
  }
}
