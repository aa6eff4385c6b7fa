package org.modelc.ir;

import java.util.List;

/**
 * Elements of a tensor in row-major order with their type.
 *
 * <p>Storage: F32 in {@code float[]}; F64 in {@code double[]}; S8, U8 and BOOL in {@code byte[]}; S16 and U16 in {@code short[]}; S32 and
 * U32 in {@code int[]}; S64 and U64 in {@code long[]}. The array is shared, not copied: whoever makes a tensor gives its array away, and nobody changes it afterwards.
 */
public final class Tensor {
  private final TensorType type;
  private final Object data;

  private Tensor(TensorType type, Object data, int length) {
    if (length != type.elements()) {
      throw new IllegalArgumentException(type + " needs " + type.elements() + " elements, got " + length);
    }
    this.type = type;
    this.data = data;
  }

  public static Tensor of(TensorType type, float[] data) {
    requireStorage(type, DType.F32);
    return new Tensor(type, data, data.length);
  }

  public static Tensor of(TensorType type, byte[] data) {
    requireStorage(type, DType.S8, DType.U8, DType.BOOL);
    return new Tensor(type, data, data.length);
  }

  public static Tensor of(TensorType type, short[] data) {
    requireStorage(type, DType.S16, DType.U16);
    return new Tensor(type, data, data.length);
  }

  public static Tensor of(TensorType type, int[] data) {
    requireStorage(type, DType.S32, DType.U32);
    return new Tensor(type, data, data.length);
  }

  public static Tensor of(TensorType type, long[] data) {
    requireStorage(type, DType.S64, DType.U64);
    return new Tensor(type, data, data.length);
  }

  public static Tensor of(TensorType type, double[] data) {
    requireStorage(type, DType.F64);
    return new Tensor(type, data, data.length);
  }

  /** A float tensor of shape {@code dims}. */
  public static Tensor f32(Shape shape, float... data) {
    return of(TensorType.f32(shape), data);
  }

  /** A tensor of zeros (of the integer 0 where the type is quantised). */
  public static Tensor zeros(TensorType type) {
    int length = type.elements();
    return switch (type.dtype()) {
      case F32 -> of(type, new float[length]);
      case S8, U8, BOOL -> of(type, new byte[length]);
      case S16, U16 -> of(type, new short[length]);
      case S32, U32 -> of(type, new int[length]);
      case S64, U64 -> of(type, new long[length]);
      case F64 -> of(type, new double[length]);
    };
  }

  /** Integers stored as {@code type}'s elements; each must fit. */
  public static Tensor ofIntegers(TensorType type, long[] values) {
    Tensor tensor = zeros(type);
    for (int i = 0; i < values.length; i++) {
      tensor.setInteger(i, values[i]);
    }
    return tensor;
  }

  private static void requireStorage(TensorType type, DType... accepted) {
    if (!List.of(accepted).contains(type.dtype())) {
      throw new IllegalArgumentException("wrong storage for " + type);
    }
  }

  public TensorType type() {
    return type;
  }

  public Shape shape() {
    return type.shape();
  }

  public int elements() {
    return type.elements();
  }

  public float[] floats() {
    return (float[]) data;
  }

  /** Elements of S8, U8 (as two's complement bytes) or BOOL (0 or 1). */
  public byte[] bytes() {
    return (byte[]) data;
  }

  public short[] shorts() {
    return (short[]) data;
  }

  public int[] ints() {
    return (int[]) data;
  }

  public long[] longs() {
    return (long[]) data;
  }

  /** Elements of F64. */
  public double[] doubles() {
    return (double[]) data;
  }

  /** The same elements under another type of the same storage and count. */
  public Tensor withType(TensorType newType) {
    boolean integers = type.dtype().isInteger() || type.dtype() == DType.BOOL;
    boolean newIntegers = newType.dtype().isInteger() || newType.dtype() == DType.BOOL;
    if (newType.dtype().bytes() != type.dtype().bytes() || integers != newIntegers) {
      throw new IllegalArgumentException("cannot view " + type + " as " + newType);
    }
    return new Tensor(newType, data, elements());
  }

  /** The same elements in another shape of as many elements. */
  public Tensor reshape(Shape shape) {
    return new Tensor(type.withShape(shape), data, elements());
  }

  /** The stored integer at {@code index}: not negative for unsigned types, but for U64 as two's complement. Not for floats. */
  public long integer(int index) {
    return switch (type.dtype()) {
      case F32, F64 -> throw new IllegalStateException("float tensor has no integers");
      case S8, BOOL -> bytes()[index];
      case U8 -> bytes()[index] & 0xff;
      case S16 -> shorts()[index];
      case U16 -> shorts()[index] & 0xffff;
      case S32 -> ints()[index];
      case U32 -> ints()[index] & 0xffffffffL;
      case S64, U64 -> longs()[index];
    };
  }

  /** The real number at {@code index}: the float, the dequantised integer, or the integer itself where nothing is quantised. */
  public double real(int index) {
    if (type.dtype() == DType.F32) {
      return floats()[index];
    }
    if (type.dtype() == DType.F64) {
      return doubles()[index];
    }
    if (!type.isQuantised()) {
      return type.dtype() == DType.U64 ? unsignedReal(longs()[index]) : integer(index);
    }
    Quant quant = type.requireQuant();
    int channel = quant.isPerTensor() ? 0 : index / type.shape().strides()[quant.axis()] % type.shape().dim(quant.axis());
    return (double) quant.scale(channel) * (integer(index) - quant.zeroPoint(channel));
  }

  /** All real numbers (see {@link #real}) as an F32 tensor of the same shape. */
  public Tensor toF32() {
    if (type.dtype() == DType.F32) {
      return this;
    }
    float[] reals = new float[elements()];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = (float) real(i);
    }
    return f32(shape(), reals);
  }

  /** The number that the bits of a U64 stand for, halved and doubled so that it fits a signed number. */
  private static double unsignedReal(long bits) {
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private void setInteger(int index, long value) {
    switch (type.dtype()) {
      case F32 -> floats()[index] = value;
      case F64 -> doubles()[index] = value;
      case S8 -> bytes()[index] = (byte) checked(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case U8 -> bytes()[index] = (byte) checked(value, 0, 255);
      case BOOL -> bytes()[index] = (byte) checked(value, 0, 1);
      case S16 -> shorts()[index] = (short) checked(value, Short.MIN_VALUE, Short.MAX_VALUE);
      case U16 -> shorts()[index] = (short) checked(value, 0, 0xffff);
      case S32 -> ints()[index] = Math.toIntExact(value);
      case U32 -> ints()[index] = (int) checked(value, 0, 0xffffffffL);
      case S64, U64 -> longs()[index] = value;
    }
  }

  private static long checked(long value, long low, long high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(value + " is outside " + low + ".." + high);
    }
    return value;
  }

  @Override
  public String toString() {
    return "Tensor " + type;
  }
}
