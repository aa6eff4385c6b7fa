package org.modelc.arithmetic;

import org.modelc.ir.DType;

/** The integers that an element type holds. */
public record IntegerRange(long min, long max) {

  /** @throws IllegalArgumentException for F32 */
  public static IntegerRange of(DType dtype) {
    return switch (dtype) {
      case S8 -> new IntegerRange(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case U8 -> new IntegerRange(0, 255);
      case S16 -> new IntegerRange(Short.MIN_VALUE, Short.MAX_VALUE);
      case S32 -> new IntegerRange(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case S64 -> new IntegerRange(Long.MIN_VALUE, Long.MAX_VALUE);
      case BOOL -> new IntegerRange(0, 1);
      case F32 -> throw new IllegalArgumentException("floats have no integer range");
    };
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
