package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixedGoalTest {
  @Test
  void readsOneGoalOrSeveral() {
    assertThat(MixedGoal.parse("flash=20000"))
        .isEqualTo(new MixedGoal(OptionalInt.of(20_000), OptionalInt.empty(), OptionalDouble.empty()));
    assertThat(MixedGoal.parse("accuracy=0.5,ram=8000"))
        .isEqualTo(new MixedGoal(OptionalInt.empty(), OptionalInt.of(8000), OptionalDouble.of(0.5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "flash", "flash=", "flash=-1", "ram=1k", "accuracy=101", "accuracy=-1", "accuracy=NaN", "accuracy=x", "size=1", "ram=1,"})
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> MixedGoal.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'");
  }

  @Test
  void bothBudgetsCount() {
    MixedGoal goal = MixedGoal.parse("flash=10,ram=20");
    assertThat(goal.isMetBy(new Footprint(10, 20))).isTrue();
    assertThat(goal.isMetBy(new Footprint(11, 20))).isFalse();
    assertThat(goal.isMetBy(new Footprint(10, 21))).isFalse();
  }
}
