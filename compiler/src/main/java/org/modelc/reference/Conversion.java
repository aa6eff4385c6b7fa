package org.modelc.reference;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.arithmetic.IntegerRange;
import org.modelc.arithmetic.Quantisation;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorBytes;
import org.modelc.ir.TensorType;

/** Reference semantics of the operators that change how elements are stored. */
public final class Conversion {
  private Conversion() {}

  /** Semantics of {@link org.modelc.op.Cast}. */
  public static Tensor cast(Tensor input, TensorType outputType) {
    if (outputType.dtype().isFloat()) {
      boolean isLong = input.type().dtype() == DType.S64 || input.type().dtype() == DType.U64;
      return isLong ? floatsOf(input, outputType) : input.toF32();
    }
    if (outputType.dtype() == DType.F64) {
      return Tensor.of(outputType, IntStream.range(0, input.elements()).mapToDouble(input::real).toArray());
    }
    long[] integers = new long[input.elements()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = input.type().dtype().isFloat()
          ? fromFloat(input.floats()[i], outputType.dtype())
          : fromInteger(input.integer(i), outputType.dtype());
    }
    return Tensor.ofIntegers(outputType, integers);
  }

  /** Rounds once, where the way through double would round twice. */
  private static Tensor floatsOf(Tensor input, TensorType outputType) {
    float[] floats = new float[input.elements()];
    for (int i = 0; i < floats.length; i++) {
      long value = input.longs()[i];
      boolean halved = input.type().dtype() == DType.U64 && value < 0;
      floats[i] = halved ? 2f * ((value >>> 1) | (value & 1)) : value;
    }
    return Tensor.of(outputType, floats);
  }

  private static long fromFloat(float value, DType dtype) {
    return dtype == DType.BOOL ? (value != 0 ? 1 : 0) : IntegerRange.of(dtype).saturate((double) value);
  }

  /** {@code value} as an element of {@code dtype}: too large numbers wrap around. */
  static long fromInteger(long value, DType dtype) {
    return switch (dtype) {
      case S8 -> (byte) value;
      case U8 -> value & 0xff;
      case S16 -> (short) value;
      case U16 -> value & 0xffff;
      case S32 -> (int) value;
      case U32 -> value & 0xffffffffL;
      case S64, U64 -> value;
      case BOOL -> value != 0 ? 1 : 0;
      case F32, F64 -> throw new IllegalArgumentException(dtype.text() + " is no integer type");
    };
  }

  /** Semantics of {@link org.modelc.op.BitCast}. */
  public static Tensor bitCast(Tensor input, TensorType outputType) {
    return TensorBytes.decode(TensorBytes.encode(List.of(input)), List.of(outputType)).get(0);
  }

  /** Semantics of {@link org.modelc.op.Quantise}. */
  public static Tensor quantise(Tensor input, TensorType outputType) {
    Quant quant = outputType.requireQuant();
    int inner = quant.isPerTensor() ? 1 : outputType.shape().strides()[quant.axis()];
    float[] reals = input.floats();
    long[] integers = new long[reals.length];
    for (int i = 0; i < integers.length; i++) {
      int channel = i / inner % quant.scales().size();
      integers[i] = Quantisation.of(outputType.dtype(), quant.scale(channel), quant.zeroPoint(channel)).quantise(reals[i]);
    }
    return Tensor.ofIntegers(outputType, integers);
  }
}
