package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

class OutputComparisonTest {
  private static final TensorType BYTES = TensorType.quantised(DType.S8, Shape.of(4), Quant.perTensor(0.5f, 1));

  private static Tensor bytes(int... elements) {
    byte[] bytes = new byte[elements.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) elements[i];
    }
    return Tensor.of(BYTES, bytes);
  }

  @Test
  void oneDifferentByteIsSeen() {
    OutputComparison comparison = OutputComparison.of(List.of(bytes(1, 2, 3, 5)), List.of(bytes(1, 2, 4, 5)));

    assertThat(comparison.isExact()).isFalse();
    assertThat(comparison.equalSamples()).isZero();
    assertThat(comparison.equalBytes()).isEqualTo(3);
    assertThat(comparison.largestError()).isEqualTo(0.5 / 2);
  }

  @Test
  void sumsOverSamples() {
    OutputComparison equal = OutputComparison.of(List.of(bytes(1, 2, 3, 5)), List.of(bytes(1, 2, 3, 5)));
    OutputComparison sum = equal.plus(OutputComparison.of(List.of(bytes(1, 2, 3, 5)), List.of(bytes(0, 2, 3, 5))));

    assertThat(equal.isExact()).isTrue();
    assertThat(sum).isEqualTo(new OutputComparison(2, 1, 8, 7, 0.25));
  }

  @Test
  void notANumberIsFarFromEveryNumber() {
    Tensor number = Tensor.f32(Shape.of(2), 1, 2);
    Tensor notANumber = Tensor.f32(Shape.of(2), 1, Float.NaN);

    assertThat(Deviation.relative(number, notANumber)).isInfinite();
    assertThat(Deviation.relative(notANumber, notANumber)).isZero();
  }

  @Test
  void anyDifferenceFromZerosIsInfinite() {
    assertThat(Deviation.relative(Tensor.f32(Shape.of(1), 0), Tensor.f32(Shape.of(1), 1e-30f))).isInfinite();
  }
}
