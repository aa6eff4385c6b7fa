package org.modelc.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.modelc.TestModels;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.quant.Comparison;

class NarrowingTest {
  private static Graph lenet() {
    return Pipeline.run(
        Pipeline.OPTIMISE, OnnxImporter.load(TestModels.net("lenet/lenet.onnx"), new Problems()), PassOptions.DEFAULT);
  }

  private static SampleSet digits(String file, Graph graph) {
    Preprocessing preprocessing = new Preprocessing(Optional.empty(), 0.00392157f, List.of(0.1307f), List.of(0.3081f));
    return SampleSet.load(TestModels.net("lenet/" + file), graph, preprocessing);
  }

  @Test
  void everyLayerButTheLastKeepsThePartOfItsFilters() {
    Graph graph = lenet();

    Graph narrow = Narrowing.narrow(graph, 0.5, digits("calibration.npz", graph));

    List<Integer> before = WeightedLayer.all(graph).stream().map(WeightedLayer::filters).toList();
    List<Integer> after = WeightedLayer.all(narrow).stream().map(WeightedLayer::filters).toList();
    assertThat(before).containsExactly(6, 16, 120, 84, 10);
    assertThat(after).containsExactly(3, 8, 60, 42, 10);
  }

  @Test
  void theStudentHasTakenOverMostOfWhatTheTeacherKnows() {
    Graph graph = lenet();
    Graph narrow = Narrowing.narrow(graph, 0.75, digits("calibration.npz", graph));

    assertThat(Comparison.of(graph, narrow, digits("test.npz", graph)).candidateAccuracy().orElseThrow().ratio()).isGreaterThan(0.9);
  }

  @Test
  void everyLayerKeepsAChannel() {
    Graph graph = lenet();

    Graph narrow = Narrowing.narrow(graph, 0.001, digits("calibration.npz", graph).range(0, 50));

    assertThat(WeightedLayer.all(narrow).stream().map(WeightedLayer::filters)).containsExactly(1, 1, 1, 1, 10);
  }

  @Test
  void aFactorThatChangesNothingIsRefused() {
    Graph graph = lenet();
    SampleSet samples = digits("calibration.npz", graph).range(0, 50);

    assertThatThrownBy(() -> Narrowing.narrow(graph, 0.999, samples)).isInstanceOf(ProblemException.class).hasMessageContaining("E321");
  }
}
