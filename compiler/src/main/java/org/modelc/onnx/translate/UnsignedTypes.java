package org.modelc.onnx.translate;

import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Quantised U8 and the S8 that stands for the same reals: its integers and zero point are 128 less. */
final class UnsignedTypes {
  private static final int MIDDLE = 128;

  private UnsignedTypes() {}

  static boolean isUnsigned(TensorType type) {
    return type.dtype() == DType.U8 && type.isQuantised();
  }

  /** The S8 type for a quantised U8 type; other types as they are. */
  static TensorType signed(TensorType type) {
    return isUnsigned(type) ? TensorType.quantised(DType.S8, type.shape(), signed(type.requireQuant())) : type;
  }

  static Quant signed(Quant quant) {
    return shifted(quant, -MIDDLE);
  }

  /** The U8 type for a quantised S8 type; other types as they are. */
  static TensorType unsigned(TensorType type) {
    return type.dtype() == DType.S8 && type.isQuantised()
        ? TensorType.quantised(DType.U8, type.shape(), shifted(type.requireQuant(), MIDDLE))
        : type;
  }

  private static Quant shifted(Quant quant, int by) {
    return new Quant(quant.scales(), quant.zeroPoints().stream().map(zeroPoint -> zeroPoint + by).toList(), quant.axis());
  }

  /** Elements of a quantised U8 tensor as S8. */
  static Tensor signed(Tensor unsigned) {
    byte[] bytes = unsigned.bytes().clone();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (bytes[i] - MIDDLE);
    }
    return Tensor.of(signed(unsigned.type()), bytes);
  }
}
