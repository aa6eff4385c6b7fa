package org.modelc.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Cast;
import org.modelc.op.Dequantise;
import org.modelc.op.Op;
import org.modelc.op.Quantise;

class ConversionTest {

  private static Tensor apply(Op op, Tensor input) {
    return op.evaluate(List.of(input), op.infer(List.of(input.type()))).get(0);
  }

  private static Tensor floats(float... elements) {
    return Tensor.f32(Shape.of(elements.length), elements);
  }

  private static Tensor integers(DType dtype, long... elements) {
    return Tensor.ofIntegers(TensorType.of(dtype, Shape.of(elements.length)), elements);
  }

  @Test
  void castingFloatsTruncatesAndSaturates() {
    Tensor floats = floats(1.9f, -1.9f, 300, -300, Float.NaN, Float.NEGATIVE_INFINITY);
    assertThat(apply(new Cast(DType.S8), floats).bytes()).containsExactly(1, -1, 127, -128, 0, -128);
    assertThat(apply(new Cast(DType.U8), floats).bytes()).containsExactly(1, 0, 255, 0, 0, 0);
    assertThat(apply(new Cast(DType.S64), floats(1e30f, -2.5f)).longs()).containsExactly(Long.MAX_VALUE, -2);
    assertThat(apply(new Cast(DType.BOOL), floats(0, -0f, 0.1f, Float.NaN)).bytes()).containsExactly(0, 0, 1, 1);
  }

  @Test
  void castingIntegersWrapsAround() {
    assertThat(apply(new Cast(DType.S32), integers(DType.S64, 1L << 32, -1, 1L << 31)).ints()).containsExactly(0, -1, Integer.MIN_VALUE);
    assertThat(apply(new Cast(DType.U8), integers(DType.S8, -1)).integer(0)).isEqualTo(255);
    assertThat(apply(new Cast(DType.BOOL), integers(DType.S64, 0, 256)).bytes()).containsExactly(0, 1);
  }

  /** By way of double the 1 would be lost and the tie rounded down to even. */
  @Test
  void castingLongIntegersToFloatRoundsOnce() {
    long justAboveTheMiddle = (1L << 60) + (1L << 36) + 1;
    assertThat(apply(new Cast(DType.F32), integers(DType.S64, justAboveTheMiddle)).floats()[0]).isEqualTo((float) justAboveTheMiddle);
    assertThat((float) justAboveTheMiddle).isNotEqualTo((float) (double) justAboveTheMiddle);
  }

  @Test
  void quantisingRoundsHalfToEvenAndSaturates() {
    Quantise quantise = new Quantise(DType.S8, Quant.perTensor(0.5f, 1));
    Tensor quantised = apply(quantise, floats(0.25f, 0.75f, -0.25f, 1000, -1000, Float.NaN, Float.POSITIVE_INFINITY));
    assertThat(quantised.bytes()).containsExactly(1, 3, 1, 127, -128, 1, 127);
  }

  @Test
  void quantisesEachChannelByItsScale() {
    Quantise quantise = new Quantise(DType.S8, Quant.perChannel(List.of(1f, 0.5f), 1));
    Tensor input = Tensor.f32(Shape.of(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(apply(quantise, input).bytes()).containsExactly(1, 2, 6, 8, 5, 6, 14, 16);
  }

  @Test
  void dequantisesEachChannelByItsScale() {
    TensorType type = TensorType.quantised(DType.S32, Shape.of(2, 2), Quant.perChannel(List.of(1f, 0.5f), 0));
    assertThat(apply(new Dequantise(), Tensor.of(type, new int[] {1, 2, 3, 4})).floats()).containsExactly(1, 2, 1.5f, 2);
  }
}
