package org.modelc.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Element types of {@code .npy} files that hold numbers, named like NumPy's type strings without their byte order. */
public enum NpyType {
  F2('f', 2),
  F4('f', 4),
  F8('f', 8),
  I1('i', 1),
  I2('i', 2),
  I4('i', 4),
  I8('i', 8),
  U1('u', 1),
  U2('u', 2),
  U4('u', 4),
  U8('u', 8),
  B1('b', 1);

  private static final double TWO_TO_64 = 0x1p64;

  private final char kind;
  private final int bytes;

  NpyType(char kind, int bytes) {
    this.kind = kind;
    this.bytes = bytes;
  }

  /** The type of a NumPy type string such as {@code <f4} or {@code |u1}; empty for strings, objects, complex numbers and the like. */
  static Optional<NpyType> ofDescription(String description) {
    String code = description.replaceFirst("^[<>|=]", "");
    return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
  }

  /** The NumPy type string of little-endian elements. */
  String description() {
    return (bytes == 1 ? "|" : "<") + code();
  }

  /** For example {@code f4}. */
  public String code() {
    return "" + kind + bytes;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  public boolean isFloat() {
    return kind == 'f';
  }

  /** The number at byte {@code offset} of little-endian {@code data}; booleans are 0 and 1. */
  double read(ByteBuffer data, int offset) {
    return switch (this) {
      case F2 -> HalfFloat.toFloat(data.getShort(offset));
      case F4 -> data.getFloat(offset);
      case F8 -> data.getDouble(offset);
      case I1 -> data.get(offset);
      case I2 -> data.getShort(offset);
      case I4 -> data.getInt(offset);
      case I8 -> data.getLong(offset);
      case U1 -> data.get(offset) & 0xff;
      case U2 -> data.getShort(offset) & 0xffff;
      case U4 -> data.getInt(offset) & 0xffffffffL;
      case U8 -> unsigned(data.getLong(offset));
      case B1 -> data.get(offset) != 0 ? 1 : 0;
    };
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : value + TWO_TO_64;
  }
}
