package org.modelc.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.modelc.ir.Shape;

/** A NumPy array of numbers in row-major order. Immutable; safe to read from several threads. */
public final class NpyArray {
  private final NpyType type;
  private final Shape shape;
  private final ByteBuffer elements;

  /** {@code bytes} are the elements, little-endian and row-major; the array is given away. */
  NpyArray(NpyType type, Shape shape, byte[] bytes) {
    if (bytes.length != (long) type.bytes() * shape.elements()) {
      throw new IllegalArgumentException(type + "[" + shape + "] does not have " + bytes.length + " bytes");
    }
    this.type = type;
    this.shape = shape;
    this.elements = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  public static NpyArray ofF32(Shape shape, float[] values) {
    ByteBuffer buffer = littleEndian(values.length * Float.BYTES);
    buffer.asFloatBuffer().put(values);
    return new NpyArray(NpyType.F4, shape, buffer.array());
  }

  public static NpyArray ofS8(Shape shape, byte[] values) {
    return new NpyArray(NpyType.I1, shape, values.clone());
  }

  /** {@code values} are 0 to 255 as two's complement bytes. */
  public static NpyArray ofU8(Shape shape, byte[] values) {
    return new NpyArray(NpyType.U1, shape, values.clone());
  }

  public static NpyArray ofS64(Shape shape, long[] values) {
    ByteBuffer buffer = littleEndian(values.length * Long.BYTES);
    buffer.asLongBuffer().put(values);
    return new NpyArray(NpyType.I8, shape, buffer.array());
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  public NpyType type() {
    return type;
  }

  public Shape shape() {
    return shape;
  }

  /** The number at {@code index} in row-major order; 64-bit integers are rounded to double. */
  public double real(int index) {
    return type.read(elements, index * type.bytes());
  }

  /** The elements as they stand in a file: little-endian, row-major. */
  byte[] bytes() {
    return elements.array();
  }

  /** For example {@code f4[200x28x28]}. */
  @Override
  public String toString() {
    return type.code() + "[" + shape + "]";
  }
}
