package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void namesOfModelsCannotMoveTheCursorOrBreakTheLine() {
    assertThat(Wording.name("conv\n\u001b[2J")).isEqualTo("conv??[2J");
  }

  @Test
  void longNamesKeepTheirEnd() {
    assertThat(Wording.name("a".repeat(100) + "conv1")).hasSize(40).startsWith("...").endsWith("aconv1");
  }

  @Test
  void absentCountsAreDashes() {
    assertThat(Wording.count(OptionalLong.of(1234567))).isEqualTo("1,234,567");
    assertThat(Wording.count(OptionalLong.empty())).isEqualTo("-");
  }
}
