package org.modelc.data;

import java.util.function.DoubleToLongFunction;
import org.modelc.arithmetic.Quantisation;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Stores real numbers as elements of a tensor type. */
final class Reals {
  private Reals() {}

  /**
   * F32 and unquantised integers hold the numbers themselves; integers of a quantised type are rounded half to even and saturate, as
   * ONNX QuantizeLinear does.
   *
   * @throws IllegalArgumentException if an unquantised integer type cannot hold a number exactly
   */
  static Tensor store(double[] reals, TensorType type) {
    if (type.dtype() == DType.F32) {
      float[] floats = new float[reals.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) reals[i];
      }
      return Tensor.of(type, floats);
    }
    DoubleToLongFunction conversion = type.isQuantised() ? quantisation(type.dtype(), type.requireQuant()) : Reals::exact;
    long[] integers = new long[reals.length];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = conversion.applyAsLong(reals[i]);
    }
    return Tensor.ofIntegers(type, integers);
  }

  private static DoubleToLongFunction quantisation(DType dtype, Quant quant) {
    Quantisation quantisation = Quantisation.of(dtype, quant.scale(), quant.zeroPoint());
    return real -> quantisation.quantise((float) real);
  }

  private static long exact(double real) {
    if (real != (long) real) {
      throw new IllegalArgumentException(real + " is no integer");
    }
    return (long) real;
  }

  /** {@code tensor} as reals under another type of as many elements; the same tensor where the types are equal. */
  static Tensor convert(Tensor tensor, TensorType type) {
    if (tensor.type().equals(type)) {
      return tensor;
    }
    double[] reals = new double[tensor.elements()];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = tensor.real(i);
    }
    return store(reals, type);
  }
}
