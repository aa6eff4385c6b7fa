package org.modelc.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

class AccumulatorRangeTest {
  private static final Quant INPUT = Quant.perTensor(0.1f, 127);

  @Test
  void boundIsReachedByTheWorstInputs() {
    Tensor weights = weights(2, 127, -128, 3, 0, 5, -6);
    AccumulatorRange range = AccumulatorRange.ofProduct(weights, bias(-1000, 2000), INPUT);
    assertThat(range.bounds()).containsExactly(1000 + 258L * 255, 2000 + 11L * 255);
    long largest = 0;
    for (int i = 3; i < 6; i++) {
      int worst = weights.bytes()[i] > 0 ? -128 - 127 : 127 + 128;
      largest += Math.abs(weights.bytes()[i] * worst);
    }
    assertThat(2000 + largest).isEqualTo(range.bounds().get(1));
  }

  @Test
  void namesTheChannelThatOverflows() {
    Tensor weights = weights(2, 0, 127);
    assertThat(AccumulatorRange.ofProduct(weights, bias(0, Integer.MAX_VALUE - 127 * 255), INPUT).overflow()).isEmpty();
    assertThat(AccumulatorRange.ofProduct(weights, bias(0, Integer.MAX_VALUE - 127 * 255 + 1), INPUT).overflow())
        .hasValue("the accumulator of channel 1 may reach 2147483648, the limit is 2147483647");
  }

  @Test
  void smallestIntegerHasAMagnitude() {
    assertThat(AccumulatorRange.ofProduct(weights(1, -128), bias(Integer.MIN_VALUE), INPUT).bounds())
        .containsExactly((1L << 31) + 128 * 255);
  }

  @Test
  void findsResultsThatLeave32BitsAfterScaling() {
    AccumulatorRange range = AccumulatorRange.ofSum(4, TensorType.quantised(DType.S8, Shape.SCALAR, INPUT));
    assertThat(range.overflow(AccumulatorScaling.of(Requantisation.of(0x1p20)))).isEmpty();
    assertThat(range.overflow(AccumulatorScaling.of(Requantisation.of(0x1p22)))).isPresent();
  }

  private static Tensor weights(int channels, int... elements) {
    byte[] bytes = new byte[elements.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) elements[i];
    }
    Quant quant = Quant.perChannel(Collections.nCopies(channels, 0.01f), 0);
    return Tensor.of(TensorType.quantised(DType.S8, Shape.of(channels, bytes.length / channels), quant), bytes);
  }

  private static Tensor bias(int... elements) {
    return Tensor.of(TensorType.of(DType.S32, Shape.of(elements.length)), elements);
  }
}
