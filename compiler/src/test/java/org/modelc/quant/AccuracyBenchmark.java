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
 * suite: {@code mvn -q -o test -pl compiler -Dtest=AccuracyBenchmark}; {@code -Dmodelc.all=true}
 * adds MinMax ranges and weights per tensor.
 */
class AccuracyBenchmark {
  /** What int8 may lose at the most: of 2,500 pictures some 40 change their class, and a few more may turn wrong than right. */
  private static final double TOLERANCE = 0.004;

  @ParameterizedTest
  @EnumSource(LabelledModel.class)
  void int8LosesNextToNothing(LabelledModel model) {
    Graph graph = model.graph();
    SampleSet calibration = model.calibrationSamples(graph);
    SampleSet samples = model.testSamples(graph);
    Comparison automatic = compare(graph, calibration, QuantisationOptions.DEFAULT, samples);
    print(model, "auto", automatic);
    if (Boolean.getBoolean("modelc.all")) {
      print(model, "minmax", compare(graph, calibration, QuantisationOptions.DEFAULT.withMethod(RangeMethod.MIN_MAX), samples));
      print(model, "per-tensor", compare(graph, calibration, QuantisationOptions.DEFAULT.withPerChannel(false), samples));
    }
    assertThat(automatic.candidateAccuracy().orElseThrow().ratio())
        .isGreaterThanOrEqualTo(automatic.referenceAccuracy().orElseThrow().ratio() - TOLERANCE);
  }

  private static Comparison compare(Graph graph, SampleSet calibration, QuantisationOptions options, SampleSet samples) {
    PostTraining.Result result = PostTraining.run(graph, calibration, options, new Problems());
    return Comparison.of(graph, result.floats(), Pipeline.run(Pipeline.FINISH, result.integers(), PassOptions.DEFAULT), samples);
  }

  private static void print(LabelledModel model, String method, Comparison comparison) {
    System.out.printf(Locale.ROOT, "%-10s %-11s float %s  int8 %s  same class %s  worst value %.1f dB%n", model, method,
        comparison.referenceAccuracy().orElseThrow(), comparison.candidateAccuracy().orElseThrow(), comparison.agreement().orElseThrow(),
        comparison.signalToNoise().values().stream().mapToDouble(SignalToNoise::decibels).min().orElse(Double.NaN));
  }
}
