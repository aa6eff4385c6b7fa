package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.kpu.KpuPartition;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;

/**
 * Float and int8 accuracy of the labelled shared networks with layers on the K210's KPU. It takes many minutes and is no part of the test
 * suite: {@code mvn -q -o test -pl compiler -Dtest=KpuAccuracyBenchmark}.
 */
class KpuAccuracyBenchmark {
  /** What int8 on the KPU may lose at the most. */
  private static final double TOLERANCE = 0.005;

  @ParameterizedTest
  @EnumSource(names = {"LENET", "DSCNN", "TEACHER", "RESNET8", "KWS"})
  void kpuLosesNextToNothing(LabelledModel model) {
    Graph graph = model.graph();
    SampleSet samples = model.testSamples(graph);
    Calibration calibration = Calibration.of(graph, model.calibrationSamples(graph));
    Graph quantised = Pipeline.run(
        Pipeline.FINISH, Quantiser.quantise(graph, calibration, QuantisationOptions.DEFAULT, new Problems()), PassOptions.DEFAULT);
    Comparison comparison = Comparison.of(graph, KpuPartition.run(quantised), samples);
    System.out.printf(Locale.ROOT, "%-10s float %s  KPU %s  same class %s  worst value %.1f dB%n", model,
        comparison.referenceAccuracy().orElseThrow(), comparison.candidateAccuracy().orElseThrow(), comparison.agreement().orElseThrow(),
        comparison.signalToNoise().values().stream().mapToDouble(SignalToNoise::decibels).min().orElse(Double.NaN));
    assertThat(comparison.candidateAccuracy().orElseThrow().ratio())
        .isGreaterThanOrEqualTo(comparison.referenceAccuracy().orElseThrow().ratio() - TOLERANCE);
  }
}
