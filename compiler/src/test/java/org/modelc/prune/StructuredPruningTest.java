package org.modelc.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Dense;
import org.modelc.problem.ProblemException;
import org.modelc.quant.Comparison;
import org.modelc.quant.SignalToNoise;

class StructuredPruningTest {
  private static final Shape INPUT = Shape.of(1, 6);

  /** A network whose second hidden channel is half the sum of the first and third, but for a constant. */
  private static Graph redundant() {
    SmallNetwork net = new SmallNetwork(5);
    Value x = net.builder.input("x", TensorType.f32(INPUT));
    Value weights = net.constant("w", Shape.of(4, 6));
    float[] floats = weights.requireConstant().floats();
    for (int i = 0; i < 6; i++) {
      floats[6 + i] = (floats[i] + floats[12 + i]) / 2;
    }
    Value hidden = net.builder.add("hidden", new Dense(Clamp.NONE), x, weights, net.constant("b", Shape.of(4)));
    net.builder.output(net.dense("out", hidden, 3));
    return net.builder.build();
  }

  private static StructuredOptions parameters(double fraction, Importance importance, boolean reconstruct) {
    return new StructuredOptions(Map.of(PruningTarget.PARAMETERS, fraction), importance, reconstruct);
  }

  @Test
  void whatOtherChannelsCanReplaceGoesWithoutLoss() {
    Graph graph = redundant();
    SampleSet samples = new SmallNetwork(6).samples(INPUT, 200);
    Graph pruned = StructuredPruning.prune(graph, parameters(0.8, Importance.ACTIVATIONS, true), Optional.of(samples));

    SignalToNoise ratio = Comparison.of(graph, pruned, samples).signalToNoise().get("out");
    assertThat(WeightedLayer.all(pruned).get(0).filters()).isEqualTo(3);
    assertThat(ratio.decibels()).isGreaterThan(50);
  }

  @ParameterizedTest
  @EnumSource(Importance.class)
  void targetsAreReached(Importance importance) {
    Graph graph = Digits.lenet();
    Map<PruningTarget, Double> targets = Map.of(PruningTarget.MACS, 0.6, PruningTarget.PARAMETERS, 0.5);
    Graph pruned = StructuredPruning.prune(
        graph, new StructuredOptions(targets, importance, false), Optional.of(Digits.samples("calibration.npz", graph).range(0, 50)));

    assertThat((double) pruned.macs() / graph.macs()).isLessThanOrEqualTo(0.6).isGreaterThan(0.1);
    assertThat(parameters(pruned) / parameters(graph)).isLessThanOrEqualTo(0.5).isGreaterThan(0.1);
  }

  private static double parameters(Graph graph) {
    return WeightedLayer.all(graph).stream().mapToLong(WeightedLayer::parameters).sum();
  }

  @Test
  void costsPredictTheSmallerGraph() {
    Graph graph = Digits.lenet();
    ChannelSets sets = ChannelSets.of(graph);
    ChannelCosts costs = new ChannelCosts(graph, sets, Map.of());
    double saved = 0;
    for (int set : sets.removable().stream().filter(set -> set % 3 == 0).toList()) {
      double before = costs.of(PruningTarget.MACS);
      double saving = costs.saving(PruningTarget.MACS, set);
      costs.remove(set);
      assertThat(before - costs.of(PruningTarget.MACS)).isEqualTo(saving);
      saved += saving;
    }
    Graph pruned = ChannelRemoval.remove(graph, sets, costs.removed());
    assertThat((double) pruned.macs()).isEqualTo(graph.macs() - saved);
    assertThat(parameters(pruned)).isEqualTo(costs.of(PruningTarget.PARAMETERS));
  }

  @Test
  void fittingMakesUpForMostOfTheLoss() {
    Graph graph = Digits.lenet();
    SampleSet samples = Digits.samples("calibration.npz", graph);
    SampleSet test = Digits.samples("test.npz", graph);
    List<Double> accuracies = new ArrayList<>();
    for (boolean fit : List.of(false, true)) {
      Graph pruned = StructuredPruning.prune(graph, parameters(0.5, Importance.ACTIVATIONS, fit), Optional.of(samples));
      accuracies.add(Comparison.of(graph, pruned, test).candidateAccuracy().orElseThrow().ratio());
    }
    assertThat(accuracies.get(1)).isGreaterThan(0.95).isGreaterThanOrEqualTo(accuracies.get(0));
  }

  @Test
  void tooMuchIsRefused() {
    Graph graph = redundant();
    assertThatThrownBy(() -> StructuredPruning.prune(graph, parameters(0.01, Importance.L2, false), Optional.empty()))
        .isInstanceOf(ProblemException.class).hasMessageContaining("E321").hasMessageContaining("% of the parameters remain");
  }

  @Test
  void sameSamplesGiveTheSameNetwork() {
    Graph graph = redundant();
    SampleSet samples = new SmallNetwork(6).samples(INPUT, 50);
    List<Tensor> weights = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      Graph pruned = StructuredPruning.prune(graph, parameters(0.6, Importance.ACTIVATIONS, true), Optional.of(samples));
      weights.add(pruned.nodes().get(1).input(1).requireConstant());
    }
    assertThat(weights.get(0).floats()).isEqualTo(weights.get(1).floats());
  }
}
