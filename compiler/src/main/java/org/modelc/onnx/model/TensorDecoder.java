package org.modelc.onnx.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** Decodes the tensors of a model file, wherever their elements stand: raw bytes, typed fields or external data. */
public final class TensorDecoder {
  private final ExternalData external;

  /** @param folder where the model's external data lies */
  public TensorDecoder(Path folder) {
    this.external = new ExternalData(folder);
  }

  /**
   * The tensor, without quantisation.
   *
   * @throws OpException E104, E105, E107 or E205
   */
  public Tensor decode(TensorProto tensor) {
    Shape shape = Limits.shape(tensor.getDimsList());
    if (tensor.hasSegment()) {
      throw malformed("is stored in segments, which modelc does not read");
    }
    if (FourBitElements.isTypeOf(tensor)) {
      return fourBits(TensorType.of(FourBitElements.heldAs(tensor), shape), tensor);
    }
    TensorType type = TensorType.of(ElementType.require(tensor.getDataType()), shape);
    if (HalfFloatElements.isType(tensor.getDataType())) {
      return halves(type, tensor);
    }
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return fromBytes(type, external.read(tensor, type.bytes()));
    }
    if (tensor.hasRawData()) {
      requireCount(type, "bytes", type.bytes(), tensor.getRawData().size());
      return fromBytes(type, tensor.getRawData().asReadOnlyByteBuffer());
    }
    return fromFields(type, tensor);
  }

  private Tensor halves(TensorType type, TensorProto tensor) {
    int needed = HalfFloatElements.BYTES * type.elements();
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return HalfFloatElements.decode(type, external.read(tensor, needed));
    }
    ByteBuffer bytes = tensor.hasRawData() ? tensor.getRawData().asReadOnlyByteBuffer() : HalfFloatElements.fields(tensor);
    requireCount(type, "bytes", needed, bytes.remaining());
    return HalfFloatElements.decode(type, bytes);
  }

  private Tensor fourBits(TensorType type, TensorProto tensor) {
    int needed = FourBitElements.bytes(type.elements());
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return FourBitElements.unpack(type, external.read(tensor, needed));
    }
    ByteBuffer packed = tensor.hasRawData() ? tensor.getRawData().asReadOnlyByteBuffer() : FourBitElements.fields(tensor);
    requireCount(type, "bytes of two elements", needed, packed.remaining());
    return FourBitElements.unpack(type, packed);
  }

  private static Tensor fromBytes(TensorType type, ByteBuffer littleEndian) {
    ByteBuffer bytes = littleEndian.order(ByteOrder.LITTLE_ENDIAN);
    Tensor result = Tensor.zeros(type);
    switch (type.dtype()) {
      case F32 -> bytes.asFloatBuffer().get(result.floats());
      case S8, U8 -> bytes.get(result.bytes());
      case BOOL -> readBooleans(bytes, result.bytes());
      case S16, U16 -> bytes.asShortBuffer().get(result.shorts());
      case S32, U32 -> bytes.asIntBuffer().get(result.ints());
      case S64, U64 -> bytes.asLongBuffer().get(result.longs());
      case F64 -> bytes.asDoubleBuffer().get(result.doubles());
    }
    return result;
  }

  private static void readBooleans(ByteBuffer bytes, byte[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) (bytes.get() == 0 ? 0 : 1);
    }
  }

  private static Tensor fromFields(TensorType type, TensorProto tensor) {
    return switch (type.dtype()) {
      case F32 -> fromFloats(type, tensor);
      case F64 -> fromDoubles(type, tensor);
      case S64 -> fromLongs(type, tensor);
      case U32, U64 -> fromUnsigned(type, tensor);
      case S8, U8, BOOL, S16, U16, S32 -> fromInts(type, tensor);
    };
  }

  private static Tensor fromFloats(TensorType type, TensorProto tensor) {
    requireCount(type, "float_data", type.elements(), tensor.getFloatDataCount());
    float[] floats = new float[type.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = tensor.getFloatData(i);
    }
    return Tensor.of(type, floats);
  }

  private static Tensor fromDoubles(TensorType type, TensorProto tensor) {
    requireCount(type, "double_data", type.elements(), tensor.getDoubleDataCount());
    return Tensor.of(type, tensor.getDoubleDataList().stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static Tensor fromUnsigned(TensorType type, TensorProto tensor) {
    requireCount(type, "uint64_data", type.elements(), tensor.getUint64DataCount());
    return Tensor.ofIntegers(type, tensor.getUint64DataList().stream().mapToLong(bits -> requireWidth(type, bits)).toArray());
  }

  private static long requireWidth(TensorType type, long bits) {
    if (type.dtype() == DType.U32 && bits >>> 32 != 0) {
      throw malformed("has the element " + Long.toUnsignedString(bits) + ", its type holds 32 bits");
    }
    return bits;
  }

  private static Tensor fromLongs(TensorType type, TensorProto tensor) {
    requireCount(type, "int64_data", type.elements(), tensor.getInt64DataCount());
    long[] longs = new long[type.elements()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = tensor.getInt64Data(i);
    }
    return Tensor.of(type, longs);
  }

  private static Tensor fromInts(TensorType type, TensorProto tensor) {
    requireCount(type, "int32_data", type.elements(), tensor.getInt32DataCount());
    Tensor result = Tensor.zeros(type);
    for (int i = 0; i < type.elements(); i++) {
      int value = tensor.getInt32Data(i);
      switch (type.dtype()) {
        case S8 -> result.bytes()[i] = (byte) checked(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
        case U8 -> result.bytes()[i] = (byte) checked(value, 0, 255);
        case BOOL -> result.bytes()[i] = (byte) checked(value, 0, 1);
        case U16 -> result.shorts()[i] = (short) checked(value, 0, 0xffff);
        case S16 -> result.shorts()[i] = (short) checked(value, Short.MIN_VALUE, Short.MAX_VALUE);
        default -> result.ints()[i] = value;
      }
    }
    return result;
  }

  private static int checked(int value, int low, int high) {
    if (value < low || value > high) {
      throw malformed("has the element " + value + ", its type holds " + low + " to " + high);
    }
    return value;
  }

  private static void requireCount(TensorType type, String what, long needed, long found) {
    if (needed != found) {
      throw malformed(type + " needs " + needed + " " + what + ", the file has " + found);
    }
  }

  private static OpException malformed(String cause) {
    return new OpException(Code.E105, cause);
  }
}
