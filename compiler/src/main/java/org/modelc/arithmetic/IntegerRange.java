package org.modelc.arithmetic;

import org.modelc.ir.DType;

/** The integers that an element type holds; of U64 the bits as signed numbers. */
public record IntegerRange(long min, long max) {
  /** ONNX's INT4, and weights that are stored two a byte. */
  public static final IntegerRange FOUR_BITS = new IntegerRange(-8, 7);

  /** @throws IllegalArgumentException for floats */
  public static IntegerRange of(DType dtype) {
    return switch (dtype) {
      case S8 -> new IntegerRange(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case U8 -> new IntegerRange(0, 255);
      case S16 -> new IntegerRange(Short.MIN_VALUE, Short.MAX_VALUE);
      case U16 -> new IntegerRange(0, 0xffff);
      case U32 -> new IntegerRange(0, 0xffffffffL);
      case S32 -> new IntegerRange(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case S64, U64 -> new IntegerRange(Long.MIN_VALUE, Long.MAX_VALUE);
      case BOOL -> new IntegerRange(0, 1);
      case F32, F64 -> throw new IllegalArgumentException("floats have no integer range");
    };
  }

  /** Whether all {@code integers} are in the range. */
  public boolean holds(byte[] integers) {
    for (byte integer : integers) {
      if (integer < min || integer > max) {
        return false;
      }
    }
    return true;
  }

  /** The nearest integer in the range. */
  public long saturate(long value) {
    return Math.min(Math.max(value, min), max);
  }

  /** The nearest integer in the range to an integral {@code value}, which may be infinite; 0 for NaN. */
  public long saturate(double value) {
    return saturate((long) value);
  }
}
