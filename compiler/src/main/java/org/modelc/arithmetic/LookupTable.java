package org.modelc.arithmetic;

import java.util.function.DoubleUnaryOperator;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/**
 * A function of a quantised byte as 256 bytes. Entry i is the result for the input byte whose bits are those of the unsigned number i.
 *
 * <p>Every table of the compiler is made here: the input is dequantised, the function applied and the result quantised, all in double, with
 * one rounding, half to even ({@link Quantisation}). So each entry is the exact result, correctly rounded.
 */
public final class LookupTable {
  private static final int ENTRIES = 256;

  private LookupTable() {}

  /**
   * @param input S8 or U8, quantised per tensor
   * @param output S8 or U8, quantised per tensor
   */
  public static byte[] of(DoubleUnaryOperator function, TensorType input, TensorType output) {
    Quant quant = output.requireQuant();
    Quantisation quantisation = Quantisation.of(output.dtype(), quant.scale(), quant.zeroPoint());
    Tensor everyInput = everyByte(input);
    byte[] table = new byte[ENTRIES];
    for (int i = 0; i < ENTRIES; i++) {
      table[i] = (byte) quantisation.quantise(function.applyAsDouble(everyInput.real(i)));
    }
    return table;
  }

  private static Tensor everyByte(TensorType type) {
    byte[] bytes = new byte[ENTRIES];
    for (int i = 0; i < ENTRIES; i++) {
      bytes[i] = (byte) i;
    }
    return Tensor.of(TensorType.quantised(requireByte(type.dtype()), Shape.of(ENTRIES), type.requireQuant()), bytes);
  }

  private static DType requireByte(DType dtype) {
    if (dtype != DType.S8 && dtype != DType.U8) {
      throw new IllegalArgumentException("a table cannot take " + dtype.text());
    }
    return dtype;
  }
}
