package org.modelc.data;

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
    long[] integers = new long[reals.length];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = type.isQuantised() ? quantise((float) reals[i], type.dtype(), type.requireQuant()) : exact(reals[i]);
    }
    return Tensor.ofIntegers(type, integers);
  }

  private static long quantise(float real, DType dtype, Quant quant) {
    long low = dtype == DType.U8 ? 0 : -(1L << 8 * dtype.bytes() - 1);
    long high = low + (1L << 8 * dtype.bytes()) - 1;
    double integer = Math.rint(real / quant.scale()) + quant.zeroPoint();
    return (long) Math.min(Math.max(integer, low), high);
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
