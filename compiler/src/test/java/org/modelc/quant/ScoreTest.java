package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreTest {
  @Test
  void intervalIsWilsons() {
    assertInterval(new Score(9, 10), 0.5958500, 0.9821238);
    assertInterval(new Score(0, 20), 0, 0.1611252);
    assertInterval(new Score(20, 20), 0.8388748, 1);
    assertInterval(new Score(9906, 10000), 0.9885113, 0.9923119);
  }

  private static void assertInterval(Score score, double low, double high) {
    assertThat(score.low()).isCloseTo(low, within(1e-6));
    assertThat(score.high()).isCloseTo(high, within(1e-6));
  }

  @Test
  void prints() {
    assertThat(new Score(492, 500)).hasToString("98.40 % (492 of 500)");
  }
}
