package org.modelc.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Reshape;
import org.modelc.quant.Comparison;

class WeightPruningTest {
  private static final Shape INPUT = Shape.of(1, 5, 5, 3);

  private final Graph graph = graph();
  private final SampleSet samples = new SmallNetwork(8).samples(INPUT, 300);

  private static Graph graph() {
    SmallNetwork net = new SmallNetwork(7);
    Value x = net.builder.input("x", TensorType.f32(INPUT));
    Value map = net.conv("depthwise", net.conv("conv", x, 8, 3, 1), 8, 3, 8);
    Value flat = net.builder.add("flat", new Reshape(Shape.of(1, 200)), map);
    net.builder.output(net.dense("out", net.dense("hidden", flat, 13), 4));
    return net.builder.build();
  }

  private static WeightOptions options(double sparsity, boolean perLayer, SparsityPattern pattern, boolean fit) {
    return new WeightOptions(sparsity, perLayer, pattern, Importance.ACTIVATIONS, fit);
  }

  @ParameterizedTest
  @EnumSource(Importance.class)
  void sparsityIsReachedAndFittingKeepsZeros(Importance importance) {
    WeightOptions options = new WeightOptions(0.7, false, SparsityPattern.SINGLE, importance, true);
    Graph pruned = WeightPruning.prune(graph, options, Optional.of(samples));

    assertThat(WeightPruning.sparsity(pruned)).isCloseTo(0.7, within(0.002));
    assertThat(WeightPruning.sparsity(graph)).isZero();
  }

  @Test
  void everyLayerHasItsShareIfAsked() {
    Graph pruned = WeightPruning.prune(graph, options(0.5, true, SparsityPattern.SINGLE, false), Optional.of(samples));

    assertThat(WeightedLayer.all(pruned)).allSatisfy(layer ->
        assertThat((double) layer.zeros() / (layer.filters() * layer.columns())).isCloseTo(0.5, within(0.02)));
  }

  @Test
  void twoOfFourStay() {
    Graph pruned = WeightPruning.prune(graph, options(0.5, false, SparsityPattern.parse("2:4"), true), Optional.of(samples));

    WeightedLayer hidden = WeightedLayer.all(pruned).get(2);
    for (int start = 0; start < hidden.weights().length; start += 4) {
      assertThat(nonZeros(hidden, start, 4)).isEqualTo(2);
    }
  }

  @Test
  void blocksAreZeroAsAWhole() {
    Graph pruned = WeightPruning.prune(graph, options(0.6, false, SparsityPattern.parse("block:4"), true), Optional.of(samples));

    WeightedLayer hidden = WeightedLayer.all(pruned).get(2);
    for (int start = 0; start < hidden.weights().length; start += 4) {
      assertThat(nonZeros(hidden, start, 4)).isIn(0L, 4L);
    }
    assertThat(WeightPruning.sparsity(pruned)).isCloseTo(0.6, within(0.01));
  }

  private static long nonZeros(WeightedLayer layer, int start, int count) {
    return IntStream.range(start, start + count).filter(i -> layer.weights()[i] != 0).count();
  }

  @Test
  void fittingBringsTheResultCloser() {
    SampleSet unseen = new SmallNetwork(9).smoothSamples(INPUT, 100);
    assertThat(decibels(true, unseen)).isGreaterThan(decibels(false, unseen) + 2);
  }

  private double decibels(boolean fit, SampleSet unseen) {
    SampleSet seen = new SmallNetwork(8).smoothSamples(INPUT, 300);
    Graph pruned = WeightPruning.prune(graph, options(0.5, false, SparsityPattern.SINGLE, fit), Optional.of(seen));
    return Comparison.of(graph, pruned, unseen).signalToNoise().get("out").decibels();
  }

  @Test
  void wrongPatternsAreRefused() {
    assertThatThrownBy(() -> SparsityPattern.parse("4:2")).hasMessageContaining("fewer");
    assertThatThrownBy(() -> SparsityPattern.parse("two")).hasMessageContaining("2:4 or block:4");
    assertThatThrownBy(() -> options(0.4, false, SparsityPattern.parse("2:4"), false)).hasMessageContaining("0.5");
  }
}
