package org.modelc.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.problem.ProblemException;
import org.modelc.quant.Comparison;

class NarrowingTest {
  @Test
  void everyLayerButTheLastKeepsThePartOfItsFilters() {
    Graph graph = Digits.lenet();

    Graph narrow = Narrowing.narrow(graph, 0.5, Digits.samples("calibration.npz", graph));

    List<Integer> before = WeightedLayer.all(graph).stream().map(WeightedLayer::filters).toList();
    List<Integer> after = WeightedLayer.all(narrow).stream().map(WeightedLayer::filters).toList();
    assertThat(before).containsExactly(6, 16, 120, 84, 10);
    assertThat(after).containsExactly(3, 8, 60, 42, 10);
  }

  @Test
  void theStudentHasTakenOverMostOfWhatTheTeacherKnows() {
    Graph graph = Digits.lenet();
    Graph narrow = Narrowing.narrow(graph, 0.75, Digits.samples("calibration.npz", graph));

    assertThat(Comparison.of(graph, narrow, Digits.samples("test.npz", graph)).candidateAccuracy().orElseThrow().ratio()).isGreaterThan(0.9);
  }

  @Test
  void everyLayerKeepsAChannel() {
    Graph graph = Digits.lenet();

    Graph narrow = Narrowing.narrow(graph, 0.001, Digits.samples("calibration.npz", graph).range(0, 50));

    assertThat(WeightedLayer.all(narrow).stream().map(WeightedLayer::filters)).containsExactly(1, 1, 1, 1, 10);
  }

  @Test
  void aFactorThatChangesNothingIsRefused() {
    Graph graph = Digits.lenet();
    SampleSet samples = Digits.samples("calibration.npz", graph).range(0, 50);

    assertThatThrownBy(() -> Narrowing.narrow(graph, 0.999, samples)).isInstanceOf(ProblemException.class).hasMessageContaining("E321");
  }
}
