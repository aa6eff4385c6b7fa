package org.modelc.onnx.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.util.Map;
import org.modelc.ir.DType;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Integers of 4 bits, two a byte in the file, the first in the low bits. The IR holds them as integers of 8 bits. */
public final class FourBitElements {
  private static final int UINT4 = 21;
  private static final int INT4 = 22;
  private static final Map<Integer, DType> HELD_AS = Map.of(UINT4, DType.U8, INT4, DType.S8);

  private FourBitElements() {}

  /** Whether the tensor's elements have 4 bits. */
  public static boolean isTypeOf(TensorProto tensor) {
    return HELD_AS.containsKey(tensor.getDataType());
  }

  /** The IR's type of element for {@code tensor}. */
  static DType heldAs(TensorProto tensor) {
    return HELD_AS.get(tensor.getDataType());
  }

  /** Bytes in the file for so many elements. */
  static int bytes(int elements) {
    return elements / 2 + elements % 2;
  }

  /** The bytes of a tensor that has one of them in each field. */
  static ByteBuffer fields(TensorProto tensor) {
    ByteBuffer packed = ByteBuffer.allocate(tensor.getInt32DataCount());
    tensor.getInt32DataList().forEach(field -> packed.put(field.byteValue()));
    return packed.flip();
  }

  /** @param type S8 where the elements are signed, else U8 */
  static Tensor unpack(TensorType type, ByteBuffer packed) {
    byte[] elements = new byte[type.elements()];
    for (int i = 0; i < elements.length; i++) {
      int bits = packed.get(packed.position() + i / 2) >> 4 * (i % 2) & 15;
      elements[i] = (byte) (type.dtype() == DType.S8 && bits > 7 ? bits - 16 : bits);
    }
    return Tensor.of(type, elements);
  }
}
