package org.modelc.ir;

import java.util.Locale;

/** Element types of tensors, named like the suffixes of the runtime's kernels ({@code modelc_conv_s8}). */
public enum DType {
  F32(4, "float"),
  S8(1, "int8_t"),
  U8(1, "uint8_t"),
  S16(2, "int16_t"),
  U16(2, "uint16_t"),
  S32(4, "int32_t"),
  U32(4, "uint32_t"),
  S64(8, "int64_t"),
  U64(8, "uint64_t"),
  BOOL(1, "uint8_t"),
  /** Inputs and outputs of a model only: modelc computes in F32. */
  F64(8, "double");

  private final int bytes;
  private final String cType;

  DType(int bytes, String cType) {
    this.bytes = bytes;
    this.cType = cType;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** The C99 type of one element. */
  public String cType() {
    return cType;
  }

  /** Whether floats are computed with: F32. */
  public boolean isFloat() {
    return this == F32;
  }

  public boolean isInteger() {
    return this != F32 && this != F64 && this != BOOL;
  }

  public boolean isUnsigned() {
    return this == U8 || this == U16 || this == U32 || this == U64;
  }

  /** Lower-case name as IR text and kernel suffixes spell it, for example {@code s8}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
