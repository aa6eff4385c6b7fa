package org.modelc.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;

class LookupTableTest {

  private static TensorType type(DType dtype, float scale, int zeroPoint) {
    return TensorType.quantised(dtype, Shape.of(1), Quant.perTensor(scale, zeroPoint));
  }

  @Test
  void entryStandsAtTheInputsBitsAsAnUnsignedNumber() {
    byte[] table = LookupTable.of(x -> x, type(DType.S8, 0.5f, 3), type(DType.S8, 0.5f, 3));
    for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
      assertThat(table[value & 0xff]).isEqualTo((byte) value);
    }
  }

  @Test
  void unsignedInputsGoFrom0To255() {
    byte[] table = LookupTable.of(x -> x, type(DType.U8, 1, 128), type(DType.S8, 1, 0));
    assertThat(table[0]).isEqualTo((byte) -128);
    assertThat(table[128]).isEqualTo((byte) 0);
    assertThat(table[255]).isEqualTo((byte) 127);
  }

  @Test
  void roundsHalfToEven() {
    byte[] table = LookupTable.of(x -> x, type(DType.S8, 0.5f, 0), type(DType.S8, 1, 0));
    assertThat(new byte[] {table[1], table[3], table[5], table[-1 & 0xff], table[-3 & 0xff]}).containsExactly(0, 2, 2, 0, -2);
  }

  @Test
  void saturates() {
    byte[] signed = LookupTable.of(x -> x * 1e9, type(DType.S8, 1, 0), type(DType.S8, 1, 5));
    assertThat(new byte[] {signed[1], signed[-1 & 0xff], signed[0]}).containsExactly(127, -128, 5);
    byte[] unsigned = LookupTable.of(x -> x * 1e9, type(DType.S8, 1, 0), type(DType.U8, 1, 5));
    assertThat(new byte[] {unsigned[1], unsigned[-1 & 0xff], unsigned[0]}).containsExactly(255, 0, 5);
  }

  @Test
  void resultsOutsideTheFunctionsDomainAreZeroOrABound() {
    byte[] table = LookupTable.of(Math::log, type(DType.S8, 1, 0), type(DType.S8, 0.1f, 7));
    assertThat(new byte[] {table[-1 & 0xff], table[0], table[1]}).containsExactly(7, -128, 7);
  }
}
