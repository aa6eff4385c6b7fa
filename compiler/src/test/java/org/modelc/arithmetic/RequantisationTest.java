package org.modelc.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequantisationTest {
  private static final int CASES = 100_000;

  @Test
  void multiplierHoldsItsShiftAndIsAccurate() {
    Random random = new Random(1);
    for (int i = 0; i < CASES; i++) {
      double real = Math.scalb(1 + random.nextDouble(), random.nextInt(62) - 32);
      Requantisation scaling = Requantisation.of(real);
      assertThat(scaling.multiplier()).isGreaterThanOrEqualTo(1 << 30);
      assertThat(scaling.real() / real - 1).isBetween(-0x1p-22, 0x1p-22);
    }
  }

  @Test
  void roundsTheExactProductOnceHalfUp() {
    Random random = new Random(2);
    for (int i = 0; i < CASES; i++) {
      Requantisation scaling = Requantisation.of(Math.scalb(1 + random.nextDouble(), random.nextInt(40) - 32));
      int accumulator = random.nextInt() >> random.nextInt(31);
      BigDecimal exact = BigDecimal.valueOf(accumulator).multiply(new BigDecimal(scaling.real()));
      assertThat(scaling.apply(accumulator))
          .isEqualTo(exact.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).longValueExact());
    }
  }

  @Test
  void realNumbersTooSmallToMatterBecomeZero() {
    assertThat(Requantisation.of(0x1p-33).apply(Integer.MAX_VALUE)).isZero();
  }

  @Test
  void rejectsWhatIsNotPositiveOrTooLarge() {
    for (double real : new double[] {0, -1, Double.NaN, 1 << 30, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Requantisation.of(real)).isInstanceOf(ArithmeticException.class);
    }
  }
}
