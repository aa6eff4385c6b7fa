package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;

/**
 * Float and int8 accuracy of the labelled shared networks over all their test samples. It takes many minutes and is no part of the test
 * suite: {@code mvn -q -o test -pl compiler -Dtest=AccuracyBenchmark}.
 */
class AccuracyBenchmark {
  /** What int8 may lose at the most. */
  private static final double TOLERANCE = 0.003;

  @ParameterizedTest
  @EnumSource(LabelledModel.class)
  void int8LosesNextToNothing(LabelledModel model) {
    Graph graph = model.graph();
    SampleSet samples = model.testSamples(graph);
    Calibration calibration = Calibration.of(graph, model.calibrationSamples(graph));
    Comparison least = compare(graph, calibration, QuantisationOptions.DEFAULT, samples);
    print(model, "least error", least);
    print(model, "minmax", compare(graph, calibration, QuantisationOptions.DEFAULT.withMethod(RangeMethod.MIN_MAX), samples));
    assertThat(least.candidateAccuracy().orElseThrow().ratio())
        .isGreaterThanOrEqualTo(least.referenceAccuracy().orElseThrow().ratio() - TOLERANCE);
  }

  private static Comparison compare(Graph graph, Calibration calibration, QuantisationOptions options, SampleSet samples) {
    Graph quantised = Quantiser.quantise(graph, calibration, options, new Problems());
    return Comparison.of(graph, Pipeline.run(Pipeline.FINISH, quantised, PassOptions.DEFAULT), samples);
  }

  private static void print(LabelledModel model, String method, Comparison comparison) {
    System.out.printf(Locale.ROOT, "%-10s %-11s float %s  int8 %s  same class %s  worst value %.1f dB%n", model, method,
        comparison.referenceAccuracy().orElseThrow(), comparison.candidateAccuracy().orElseThrow(), comparison.agreement().orElseThrow(),
        comparison.signalToNoise().values().stream().mapToDouble(SignalToNoise::decibels).min().orElse(Double.NaN));
  }
}
