package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;

class SensitivityTest {
  private static List<LayerLoss> losses(RangeMethod method) {
    Graph graph = SmallNetworks.of(1);
    SampleSet samples = SmallNetworks.samples(graph, 60, 1);
    QuantisationOptions options = QuantisationOptions.DEFAULT.withMethod(method).withFloatIo(true);
    Graph quantised = Quantiser.quantise(graph, Calibration.of(graph, samples), options, new Problems());
    return Sensitivity.of(graph, Pipeline.run(Pipeline.FINISH, quantised, PassOptions.DEFAULT), samples.range(0, 30));
  }

  @Test
  void everyLayerThatComputesHasALoss() {
    List<LayerLoss> losses = losses(RangeMethod.MIN_MAX);
    assertThat(losses).extracting(LayerLoss::value)
        .containsExactly("first", "depthwise", "relu", "grouped", "mean", "hidden", "middle", "leaky", "scores", "probabilities");
    assertThat(losses).allMatch(loss -> loss.saturation() < 0.001 || loss.value().equals("depthwise"));
    assertThat(losses.subList(0, 9)).allMatch(loss -> loss.signalToNoise() > 25 && loss.signalToNoise() < 80);
    assertThat(losses).allMatch(loss -> loss.changedClasses().isPresent());
  }

  /** Ranges that are far too narrow saturate, and a layer that saturates costs more. */
  @Test
  void saturationIsSeenAndCosts() {
    List<LayerLoss> narrow = losses(RangeMethod.percentile(80));
    List<LayerLoss> wide = losses(RangeMethod.MIN_MAX);
    assertThat(narrow.get(0).saturation()).isBetween(0.01, 0.3);
    assertThat(narrow.get(0).signalToNoise()).isLessThan(wide.get(0).signalToNoise() - 10);
    assertThat(narrow.stream().mapToInt(loss -> loss.changedClasses().getAsInt()).sum())
        .isGreaterThan(wide.stream().mapToInt(loss -> loss.changedClasses().getAsInt()).sum());
  }
}
