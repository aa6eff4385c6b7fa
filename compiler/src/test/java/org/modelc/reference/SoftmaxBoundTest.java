package org.modelc.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.arithmetic.SoftmaxScaling;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Softmax;

/** The error bound of the integer softmax, for all row lengths and scales it is stated for. */
class SoftmaxBoundTest {
  /** Derived in docs/arithmetic.md. */
  private static final double BOUND = 0.5 + 0.04;

  private static final Quant DEFAULT_OUTPUT = Quant.perTensor(1f / 256, -128);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000, 65_536})
  void holdsForRandomRowsAndScales(int length) {
    Random random = new Random(length);
    for (int i = 0; i < Math.max(4, 2000 / length); i++) {
      Quant input = Quant.perTensor((float) Math.pow(2, random.nextDouble() * 16 - 12), random.nextInt(256) - 128);
      Quant output = Quant.perTensor((float) Math.pow(2, random.nextDouble() * 24 - 23), random.nextInt(256) - 128);
      int spread = 1 + random.nextInt(256);
      byte[] row = new byte[length];
      for (int k = 0; k < length; k++) {
        row[k] = (byte) (random.nextInt(spread) - 128);
      }
      assertBound(row, input, random.nextBoolean() ? output : DEFAULT_OUTPUT);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0.005f, 0.02f, 0.03f, 0.04f, 0.05f, 0.06f, 0.07f, 0.08f, 0.5f})
  void holdsForOneWinnerAmongTheLongestRowOfEqualElements(float inputScale) {
    byte[] row = new byte[SoftmaxScaling.MAX_LENGTH];
    Arrays.fill(row, Byte.MIN_VALUE);
    row[7] = Byte.MAX_VALUE;
    for (double exponent : List.of(-8.0, -12.3, -16.0, -20.7, -23.0)) {
      assertBound(row, Quant.perTensor(inputScale, 0), Quant.perTensor((float) Math.pow(2, exponent), -128));
    }
  }

  @Test
  void equalElementsShareEqually() {
    byte[] row = {5, 5, 5, 5};
    assertThat(softmax(row, Quant.perTensor(0.1f, 3), DEFAULT_OUTPUT)).containsExactly(-64, -64, -64, -64);
  }

  @Test
  void aCertainWinnerSaturates() {
    byte[] row = {-128, 127, -128};
    assertThat(softmax(row, Quant.perTensor(0.5f, 0), DEFAULT_OUTPUT)).containsExactly(-128, 127, -128);
  }

  @Test
  void tableHoldsOnlyWhatCounts() {
    Quant input = Quant.perTensor(0.1f, 0);
    assertThat(SoftmaxScaling.of(input, DEFAULT_OUTPUT, 10).exponentials()).hasSizeBetween(100, 130).startsWith(1 << 30);
    assertThat(SoftmaxScaling.of(Quant.perTensor(1e-4f, 0), DEFAULT_OUTPUT, 10).exponentials()).hasSize(256);
    assertThat(SoftmaxScaling.of(Quant.perTensor(100f, 0), DEFAULT_OUTPUT, 10).exponentials()).hasSize(1);
  }

  @Test
  void refusesWhatTheBoundDoesNotCover() {
    Quant input = Quant.perTensor(0.1f, 0);
    assertThatThrownBy(() -> SoftmaxScaling.of(input, Quant.perTensor(0x1p-24f, 0), 10)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> SoftmaxScaling.of(input, DEFAULT_OUTPUT, 65_537)).isInstanceOf(ArithmeticException.class);
  }

  private static void assertBound(byte[] row, Quant input, Quant output) {
    byte[] result = softmax(row, input, output);
    int max = IntStream.range(0, row.length).map(k -> row[k]).max().orElseThrow();
    double[] exponentials = IntStream.range(0, row.length).mapToDouble(k -> Math.exp((double) input.scale() * (row[k] - max))).toArray();
    double sum = Arrays.stream(exponentials).sum();
    double largestError = 0;
    for (int k = 0; k < row.length; k++) {
      double exact = exponentials[k] / sum / output.scale() + output.zeroPoint();
      largestError = Math.max(largestError, Math.abs(result[k] - Math.min(Math.max(exact, -128), 127)));
    }
    assertThat(largestError).as("%d elements from %s to %s", row.length, input, output).isLessThanOrEqualTo(BOUND);
  }

  private static byte[] softmax(byte[] row, Quant input, Quant output) {
    Shape shape = Shape.of(row.length);
    Tensor x = Tensor.of(TensorType.quantised(DType.S8, shape, input), row);
    return new Softmax(0).evaluate(List.of(x), List.of(TensorType.quantised(DType.S8, shape, output))).get(0).bytes();
  }
}
