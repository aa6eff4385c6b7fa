package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterInputsTest {
  @Test
  void aFilterMeetsTheChannelsOfItsGroupTapAfterTap() {
    FilterInputs inputs = new FilterInputs(List.of(1.0, 2.0, 3.0, 4.0), List.of(5.0, 6.0, 7.0, 8.0), 2, 6);
    assertThat(List.of(inputs.mean(0, 0), inputs.mean(2, 1), inputs.mean(2, 2), inputs.mean(3, 0), inputs.mean(5, 3)))
        .containsExactly(1.0, 2.0, 1.0, 3.0, 4.0);
    assertThat(List.of(inputs.variance(0, 2), inputs.variance(4, 1))).containsExactly(5.0, 8.0);
  }

  @Test
  void whatIsUnknownCountsAlike() {
    assertThat(FilterInputs.UNKNOWN.mean(5, 7)).isZero();
    assertThat(FilterInputs.UNKNOWN.variance(5, 7)).isEqualTo(1);
  }
}
