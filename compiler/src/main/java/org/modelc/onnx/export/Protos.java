package org.modelc.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Protocol buffers of ONNX's attributes, tensors and types. */
final class Protos {
  private Protos() {}

  static AttributeProto integer(String name, long value) {
    return attribute(name, AttributeProto.AttributeType.INT).setI(value).build();
  }

  static AttributeProto integers(String name, List<Integer> values) {
    return attribute(name, AttributeProto.AttributeType.INTS).addAllInts(values.stream().map(Integer::longValue).toList()).build();
  }

  static AttributeProto integers(String name, int... values) {
    return integers(name, Arrays.stream(values).boxed().toList());
  }

  static AttributeProto flag(String name, boolean value) {
    return integer(name, value ? 1 : 0);
  }

  static AttributeProto real(String name, float value) {
    return attribute(name, AttributeProto.AttributeType.FLOAT).setF(value).build();
  }

  static AttributeProto text(String name, String value) {
    return attribute(name, AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  /** The stored elements of {@code tensor}; ONNX keeps a quantisation elsewhere. */
  static TensorProto tensor(String name, Tensor tensor) {
    ByteBuffer bytes = ByteBuffer.allocate(tensor.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.type().dtype()) {
      case F32 -> bytes.asFloatBuffer().put(tensor.floats());
      case S8, U8, BOOL -> bytes.duplicate().put(tensor.bytes());
      case S16, U16 -> bytes.asShortBuffer().put(tensor.shorts());
      case S32, U32 -> bytes.asIntBuffer().put(tensor.ints());
      case S64, U64 -> bytes.asLongBuffer().put(tensor.longs());
      case F64 -> bytes.asDoubleBuffer().put(tensor.doubles());
    }
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(onnxType(tensor.type().dtype()).getNumber())
        .addAllDims(tensor.shape().dims().stream().map(Integer::longValue).toList())
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }

  /**
   * S8 elements from -8 to 7 as INT4.
   *
   * <p>Two a byte, the first in the lower half (ONNX, "4bit integer types").
   */
  static TensorProto fourBitTensor(String name, Tensor tensor) {
    byte[] packed = new byte[(tensor.elements() + 1) / 2];
    for (int i = 0; i < tensor.elements(); i++) {
      packed[i / 2] |= (byte) ((tensor.bytes()[i] & 0xf) << 4 * (i % 2));
    }
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.INT4.getNumber())
        .addAllDims(tensor.shape().dims().stream().map(Integer::longValue).toList())
        .setRawData(ByteString.copyFrom(packed))
        .build();
  }

  static ValueInfoProto info(String name, TensorType type) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int dim : type.shape().dims()) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder().setElemType(onnxType(type.dtype()).getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(tensor)).build();
  }

  static DataType onnxType(DType dtype) {
    return switch (dtype) {
      case F32 -> DataType.FLOAT;
      case S8 -> DataType.INT8;
      case U8 -> DataType.UINT8;
      case S16 -> DataType.INT16;
      case S32 -> DataType.INT32;
      case S64 -> DataType.INT64;
      case U16 -> DataType.UINT16;
      case U32 -> DataType.UINT32;
      case U64 -> DataType.UINT64;
      case F64 -> DataType.DOUBLE;
      case BOOL -> DataType.BOOL;
    };
  }

  /** A one-dimensional S64 tensor. */
  static Tensor longs(List<Integer> values) {
    long[] longs = values.stream().mapToLong(Integer::longValue).toArray();
    return Tensor.of(TensorType.of(DType.S64, Shape.of(longs.length)), longs);
  }
}
