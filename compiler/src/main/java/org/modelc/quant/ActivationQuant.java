package org.modelc.quant;

import org.modelc.arithmetic.Quantisation;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Quantises activations and constants that are used like them: asymmetric S8 or symmetric S16, one scale. */
final class ActivationQuant {
  private static final int MIN = Byte.MIN_VALUE;
  private static final int STEPS = 255;

  /** 16 bits have steps to spare: what is larger than all that was seen is not cut off. */
  private static final int HEADROOM = 2;

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

  /** As {@link #of(Range)} for either element type. S16 has room for {@link #HEADROOM} times the range. */
  static Quant of(DType dtype, Range range) {
    if (dtype == DType.S8) {
      return of(range);
    }
    float scale = (float) (HEADROOM * Math.max(-range.min(), range.max()) / Short.MAX_VALUE);
    return Quant.perTensor(scale < Float.MIN_NORMAL ? 1 : scale, 0);
  }

  /** What the integers of S8 stand for. */
  static Range rangeOf(Quant bytes) {
    return new Range(bytes.scale() * (float) (MIN - bytes.zeroPoint()), bytes.scale() * (float) (MIN + STEPS - bytes.zeroPoint()));
  }

  /** A constant quantised by its own range. */
  static Tensor quantise(Tensor constant, DType dtype) {
    return quantise(constant, dtype, of(dtype, range(constant)));
  }

  /** The constant's real numbers as S8 of quantisation {@code quant}. */
  static Tensor quantise(Tensor constant, Quant quant) {
    return quantise(constant, DType.S8, quant);
  }

  /** The constant's real numbers as integers of this type and quantisation. */
  static Tensor quantise(Tensor constant, DType dtype, Quant quant) {
    TensorType type = TensorType.quantised(dtype, constant.shape(), quant);
    if (constant.type().equals(type)) {
      return constant;
    }
    Quantisation quantisation = Quantisation.of(dtype, quant.scale(), quant.zeroPoint());
    long[] integers = new long[constant.elements()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = quantisation.quantise(constant.real(i));
    }
    return Tensor.ofIntegers(type, integers);
  }

  static Range range(Tensor constant) {
    Range range = new Range(0, 0);
    for (int i = 0; i < constant.elements(); i++) {
      range = range.union(new Range(constant.real(i), constant.real(i)));
    }
    return range;
  }
}
