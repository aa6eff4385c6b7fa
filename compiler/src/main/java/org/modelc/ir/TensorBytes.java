package org.modelc.ir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Tensors as the bytes that they are in a target's memory; all targets are little-endian. */
public final class TensorBytes {
  private TensorBytes() {}

  /** All tensors, one after the other. */
  public static byte[] encode(List<Tensor> tensors) {
    ByteBuffer bytes = buffer(new byte[tensors.stream().mapToInt(tensor -> tensor.type().bytes()).sum()]);
    tensors.forEach(tensor -> put(tensor, bytes));
    return bytes.array();
  }

  private static void put(Tensor tensor, ByteBuffer bytes) {
    switch (tensor.type().dtype()) {
      case F32 -> {
        for (float element : tensor.floats()) {
          bytes.putFloat(element);
        }
      }
      case S8, U8, BOOL -> bytes.put(tensor.bytes());
      case S16, U16 -> {
        for (short element : tensor.shorts()) {
          bytes.putShort(element);
        }
      }
      case S32, U32 -> {
        for (int element : tensor.ints()) {
          bytes.putInt(element);
        }
      }
      case S64, U64 -> {
        for (long element : tensor.longs()) {
          bytes.putLong(element);
        }
      }
      case F64 -> {
        for (double element : tensor.doubles()) {
          bytes.putDouble(element);
        }
      }
    }
  }

  /** The tensors of these types that stand one after the other in {@code bytes}. */
  public static List<Tensor> decode(byte[] bytes, List<TensorType> types) {
    ByteBuffer buffer = buffer(bytes);
    return types.stream().map(type -> get(type, buffer)).toList();
  }

  private static Tensor get(TensorType type, ByteBuffer bytes) {
    Tensor tensor = Tensor.zeros(type);
    switch (type.dtype()) {
      case F32 -> bytes.asFloatBuffer().get(tensor.floats());
      case S8, U8, BOOL -> bytes.duplicate().get(tensor.bytes());
      case S16, U16 -> bytes.asShortBuffer().get(tensor.shorts());
      case S32, U32 -> bytes.asIntBuffer().get(tensor.ints());
      case S64, U64 -> bytes.asLongBuffer().get(tensor.longs());
      case F64 -> bytes.asDoubleBuffer().get(tensor.doubles());
    }
    bytes.position(bytes.position() + type.bytes());
    return tensor;
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
