package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
  /** Numbers of very different magnitudes, so that bins must widen often. */
  private static float[] numbers(int seed) {
    Random random = new Random(seed);
    double scale = Math.pow(10, random.nextInt(12) - 6);
    float[] numbers = new float[1 + random.nextInt(5000)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextInt(20) == 0 ? 0 : (float) (scale * random.nextGaussian() * (random.nextInt(100) == 0 ? 50 : 1));
    }
    return numbers;
  }

  private static Histogram histogram(float... numbers) {
    Histogram histogram = new Histogram();
    for (float number : numbers) {
      histogram.add(number);
    }
    return histogram;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void quantilesAreWithinOneBinOfTheSortedNumbers(int seed) {
    float[] numbers = numbers(seed);
    Histogram histogram = histogram(numbers);
    float[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double largest = Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
    double bin = largest / 2048;
    for (double fraction : new double[] {0, 0.0001, 0.001, 0.01, 0.3}) {
      int cut = (int) (fraction * numbers.length);
      assertThat(histogram.lowerQuantile(fraction)).isLessThanOrEqualTo(sorted[cut]).isGreaterThanOrEqualTo(sorted[cut] - bin);
      float high = sorted[sorted.length - 1 - cut];
      assertThat(histogram.upperQuantile(fraction)).isGreaterThanOrEqualTo(high).isLessThanOrEqualTo(high + bin);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 14})
  void doesNotDependOnTheOrderOfNumbersAndMerges(int seed) {
    float[] numbers = numbers(seed);
    Histogram whole = histogram(numbers);
    int middle = numbers.length / 3;
    Histogram merged = histogram(Arrays.copyOfRange(numbers, middle, numbers.length));
    merged.add(histogram(Arrays.copyOfRange(numbers, 0, middle)));
    merged.add(new Histogram());
    for (double fraction = 0; fraction < 0.5; fraction += 0.01) {
      assertThat(merged.lowerQuantile(fraction)).isEqualTo(whole.lowerQuantile(fraction));
      assertThat(merged.upperQuantile(fraction)).isEqualTo(whole.upperQuantile(fraction));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-30f, 1f, -1f, -4096f, 3e38f, -3e38f, Float.MIN_VALUE, 0f})
  void takesEveryFiniteNumber(float number) {
    Histogram histogram = histogram(number);
    assertThat(histogram.lowerQuantile(0)).isLessThanOrEqualTo(number);
    assertThat(histogram.upperQuantile(0)).isGreaterThanOrEqualTo(number);
  }
}
