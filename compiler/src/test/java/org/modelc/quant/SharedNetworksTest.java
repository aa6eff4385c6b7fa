package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;

/** Part of the shared networks' test samples; {@link AccuracyBenchmark} takes all. */
class SharedNetworksTest {
  private static final int CALIBRATION_SAMPLES = 100;
  private static final int TEST_SAMPLES = 160;

  @ParameterizedTest
  @EnumSource(LabelledModel.class)
  void int8NamesNearlyAlwaysTheClassOfFloat(LabelledModel model) {
    Graph graph = model.graph();
    SampleSet samples = model.testSamples(graph).range(0, TEST_SAMPLES);
    Calibration calibration = Calibration.of(graph, model.calibrationSamples(graph).range(0, CALIBRATION_SAMPLES));
    Graph quantised = Pipeline.run(
        Pipeline.FINISH, Quantiser.quantise(graph, calibration, QuantisationOptions.DEFAULT, new Problems()), PassOptions.DEFAULT);
    Comparison comparison = Comparison.of(graph, quantised, samples);
    assertThat(comparison.agreement().orElseThrow().ratio()).isGreaterThan(0.97);
    double difference = comparison.candidateAccuracy().orElseThrow().ratio() - comparison.referenceAccuracy().orElseThrow().ratio();
    assertThat(Math.abs(difference)).isLessThan(0.02);
  }
}
