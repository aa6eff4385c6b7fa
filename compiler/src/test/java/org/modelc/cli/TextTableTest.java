package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void alignsTextLeftAndNumbersRight() {
    assertThat(new TextTable("layer", "macs").row("conv", 7).row("a", "1,234"))
        .hasToString("layer  macs\nconv       7\na      1,234");
  }

  @Test
  void rejectsRowsOfAnotherWidth() {
    assertThatThrownBy(() -> new TextTable("a").row(1, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
