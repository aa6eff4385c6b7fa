package org.modelc.onnx.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** ONNX element types as they map to the IR's. */
public final class ElementType {
  private static final Map<Integer, DType> SUPPORTED = Map.ofEntries(
      Map.entry(TensorProto.DataType.FLOAT_VALUE, DType.F32),
      Map.entry(TensorProto.DataType.FLOAT16_VALUE, DType.F32),
      Map.entry(TensorProto.DataType.DOUBLE_VALUE, DType.F64),
      Map.entry(TensorProto.DataType.INT8_VALUE, DType.S8),
      Map.entry(TensorProto.DataType.UINT8_VALUE, DType.U8),
      Map.entry(TensorProto.DataType.INT16_VALUE, DType.S16),
      Map.entry(TensorProto.DataType.UINT16_VALUE, DType.U16),
      Map.entry(TensorProto.DataType.INT32_VALUE, DType.S32),
      Map.entry(TensorProto.DataType.UINT32_VALUE, DType.U32),
      Map.entry(TensorProto.DataType.INT64_VALUE, DType.S64),
      Map.entry(TensorProto.DataType.UINT64_VALUE, DType.U64),
      Map.entry(TensorProto.DataType.BOOL_VALUE, DType.BOOL));

  private ElementType() {}

  /**
   * The IR's type for ONNX's number of an element type.
   *
   * @throws OpException E205 if modelc has no such type
   */
  public static DType require(int onnxType) {
    return find(onnxType).orElseThrow(() -> new OpException(Code.E205, "element type " + name(onnxType) + " is not supported"));
  }

  static Optional<DType> find(int onnxType) {
    return Optional.ofNullable(SUPPORTED.get(onnxType));
  }

  /** The name ONNX gives to the type, or its number where this version of ONNX has none. */
  public static String name(int onnxType) {
    TensorProto.DataType known = TensorProto.DataType.forNumber(onnxType);
    return known == null ? "number " + onnxType : known.name();
  }
}
