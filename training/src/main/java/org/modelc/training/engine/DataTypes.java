package org.modelc.training.engine;

import ai.djl.ndarray.types.DataType;
import org.modelc.ir.DType;
import org.modelc.ir.TensorType;

/** Element types of the engine. */
final class DataTypes {
  private DataTypes() {}

  /** Whether the engine has the elements: quantised ones are taken as the real numbers that they stand for. */
  static boolean has(TensorType type) {
    return type.isQuantised() || switch (type.dtype()) {
      case F32, S8, U8, S32, S64, BOOL -> true;
      case S16, U16, U32, U64, F64 -> false;
    };
  }

  static DataType of(DType dtype) {
    return switch (dtype) {
      case F32 -> DataType.FLOAT32;
      case S8 -> DataType.INT8;
      case U8 -> DataType.UINT8;
      case S32 -> DataType.INT32;
      case S64 -> DataType.INT64;
      case BOOL -> DataType.BOOLEAN;
      case S16, U16, U32, U64, F64 -> throw new IllegalArgumentException("the engine has no " + dtype);
    };
  }
}
