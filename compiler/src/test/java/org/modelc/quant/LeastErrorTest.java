package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.arithmetic.Quantisation;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;

class LeastErrorTest {
  private static ActivationStatistics statistics(float[] values) {
    ActivationStatistics statistics = new ActivationStatistics(Shape.of(values.length));
    statistics.add(Tensor.f32(Shape.of(values.length), values));
    return statistics;
  }

  private static double error(float[] values, Range range) {
    Quant quant = ActivationQuant.of(range);
    Quantisation quantisation = Quantisation.of(DType.S8, quant.scale(), quant.zeroPoint());
    double error = 0;
    for (float value : values) {
      double difference = value - quant.scale() * (double) (quantisation.quantise((double) value) - quant.zeroPoint());
      error += difference * difference;
    }
    return error;
  }

  /** Laplace-like numbers, of which some halves are cut off at 0. */
  private static float[] heavyTailed(int seed, int count) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double magnitude = -Math.log(1 - random.nextDouble()) * (random.nextInt(4000) == 0 ? 8 : 1);
      values[i] = (float) (random.nextBoolean() ? magnitude : seed % 2 == 0 ? 0 : -magnitude / 2);
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void noRangeThatIsTriedDoesMuchBetter(int seed) {
    float[] values = heavyTailed(seed, 20_000);
    Range all = statistics(values).range();
    Range found = statistics(values).rangeOfLeastError();
    double least = error(values, found);
    assertThat(least).isLessThan(error(values, all));
    for (int low = 1; low <= 8; low++) {
      for (int high = 1; high <= 8; high++) {
        assertThat(least).isLessThan(1.02 * error(values, new Range(all.min() * low / 8, all.max() * high / 8)));
      }
    }
  }

  @Test
  void evenlySpreadNumbersKeepTheirRange() {
    float[] values = new float[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 1000f - 3;
    }
    Range range = statistics(values).rangeOfLeastError();
    assertThat(range.min()).isCloseTo(-3, within(0.1));
    assertThat(range.max()).isCloseTo(6.999, within(0.15));
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1e-30f, -5, 3e38f})
  void takesASingleNumber(float value) {
    Range range = statistics(new float[] {value, value}).rangeOfLeastError().withZero();
    assertThat(range.union(new Range(value, value))).isEqualTo(range);
  }
}
