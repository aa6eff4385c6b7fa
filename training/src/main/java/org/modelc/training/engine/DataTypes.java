package org.modelc.training.engine;

import ai.djl.ndarray.types.DataType;
import org.modelc.ir.DType;

/** Element types of the engine. */
final class DataTypes {
  private DataTypes() {}

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
