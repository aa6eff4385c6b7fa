package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeanActivationsTest {
  @Test
  void aFilterMeetsTheChannelsOfItsGroupTapAfterTap() {
    MeanActivations means = new MeanActivations(List.of(1.0, 2.0, 3.0, 4.0), 2, 6);
    assertThat(List.of(means.at(0, 0), means.at(2, 1), means.at(2, 2), means.at(3, 0), means.at(5, 3)))
        .containsExactly(1.0, 2.0, 1.0, 3.0, 4.0);
  }

  @Test
  void unknownMeansCountAsZero() {
    assertThat(MeanActivations.UNKNOWN.at(5, 7)).isZero();
  }
}
