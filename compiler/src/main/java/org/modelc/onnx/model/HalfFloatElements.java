package org.modelc.onnx.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Floats of 16 bits (IEEE 754 binary16). The IR holds them as F32, which has all their values. */
public final class HalfFloatElements {
  /** Bytes of an element in the file. */
  static final int BYTES = 2;

  private static final int MANTISSA_BITS = 10;
  private static final int EXPONENT_MASK = 0x1f;
  private static final int EXPONENT_BIAS = 15;

  private HalfFloatElements() {}

  /** Whether this is ONNX's number of the type. */
  public static boolean isType(int onnxType) {
    return onnxType == TensorProto.DataType.FLOAT16_VALUE;
  }

  /** The bytes of a tensor that has the bits of one element in each field. */
  static ByteBuffer fields(TensorProto tensor) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES * tensor.getInt32DataCount()).order(ByteOrder.LITTLE_ENDIAN);
    tensor.getInt32DataList().forEach(field -> bytes.putShort(field.shortValue()));
    return bytes.flip();
  }

  /** @param type F32 */
  static Tensor decode(TensorType type, ByteBuffer littleEndian) {
    ByteBuffer bytes = littleEndian.order(ByteOrder.LITTLE_ENDIAN);
    float[] floats = new float[type.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = decode(bytes.getShort(bytes.position() + BYTES * i));
    }
    return Tensor.of(type, floats);
  }

  private static float decode(short bits) {
    int exponent = bits >> MANTISSA_BITS & EXPONENT_MASK;
    int mantissa = bits & (1 << MANTISSA_BITS) - 1;
    float sign = bits < 0 ? -1 : 1;
    if (exponent == EXPONENT_MASK) {
      return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    int significand = exponent == 0 ? mantissa : mantissa + (1 << MANTISSA_BITS);
    return sign * Math.scalb((float) significand, Math.max(exponent, 1) - EXPONENT_BIAS - MANTISSA_BITS);
  }
}
