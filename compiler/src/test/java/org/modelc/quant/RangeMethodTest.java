package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.problem.Problems;

/** Moving averages, entropy, and the automatic choice; least error and percentiles have their own tests. */
class RangeMethodTest {
  private static ActivationStatistics statistics(List<float[]> samples) {
    ActivationStatistics statistics = new ActivationStatistics(Shape.of(samples.get(0).length));
    samples.forEach(sample -> statistics.add(Tensor.f32(Shape.of(sample.length), sample)));
    return statistics;
  }

  @Test
  void movingAverageIsThatOfTheRecurrence() {
    Random random = new Random(3);
    List<float[]> samples = IntStream.range(0, 57).mapToObj(i -> new float[] {random.nextFloat() - 1, random.nextFloat() * 3}).toList();
    double min = samples.get(0)[0];
    double max = samples.get(0)[1];
    for (float[] sample : samples) {
      min += 0.01 * (Math.min(sample[0], sample[1]) - min);
      max += 0.01 * (Math.max(sample[0], sample[1]) - max);
    }
    ActivationStatistics merged = statistics(samples.subList(0, 20));
    merged.add(statistics(samples.subList(20, 21)));
    merged.add(new ActivationStatistics(Shape.of(2)));
    merged.add(statistics(samples.subList(21, 57)));
    for (ActivationStatistics seen : List.of(statistics(samples), merged)) {
      Range range = RangeMethod.MOVING_AVERAGE.choose(seen);
      assertThat(range.min()).isCloseTo(min, within(1e-9));
      assertThat(range.max()).isCloseTo(max, within(1e-9));
    }
    assertThat(RangeMethod.MOVING_AVERAGE.choose(new ActivationStatistics(Shape.of(2)))).isEqualTo(new Range(0, 0));
  }

  /** A few numbers far out are cut off; a bell's own range is kept nearly whole. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void entropyCutsOffWhatIsFarOut(int seed) {
    Random random = new Random(seed);
    float[] values = new float[100_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Range bell = RangeMethod.ENTROPY.choose(statistics(List.of(values)));
    assertThat(bell.max()).isBetween(2.5, 5.0);
    assertThat(bell.min()).isBetween(-5.0, -2.5);
    values[0] = 12;
    values[1] = 11.5f;
    Range cut = RangeMethod.ENTROPY.choose(statistics(List.of(values)));
    assertThat(cut.max()).isLessThan(8);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1e-30f, -5, 3e38f})
  void entropyTakesASingleNumber(float value) {
    Range range = RangeMethod.ENTROPY.choose(statistics(List.of(new float[] {value, value}))).withZero();
    assertThat(range.union(new Range(value, value))).isEqualTo(range);
  }

  /** On other samples than it was chosen with, the automatic choice is not worse than the usual methods, but for chance. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void automaticChoiceLosesNoMoreThanTheOthers(long seed) {
    Graph graph = SmallNetworks.of(seed);
    Calibration calibration = Calibration.of(graph, SmallNetworks.samples(graph, 100, seed));
    SampleSet test = SmallNetworks.samples(graph, 100, seed + 100);
    double automatic = error(graph, calibration, RangeMethod.AUTOMATIC, test);
    for (RangeMethod method : List.of(RangeMethod.LEAST_ERROR, RangeMethod.MIN_MAX, RangeMethod.ENTROPY, RangeMethod.MOVING_AVERAGE)) {
      assertThat(automatic).isLessThan(1.3 * error(graph, calibration, method, test));
    }
  }

  private static double error(Graph graph, Calibration calibration, RangeMethod method, SampleSet test) {
    QuantisationOptions options = QuantisationOptions.DEFAULT.withMethod(method);
    Graph quantised = Quantiser.quantise(graph, calibration, options, new Problems());
    return Arrays.stream(ResultError.of(graph, test).errors(quantised, test)).sum();
  }

  /** No range is made up. */
  @Test
  void automaticChoiceIsOneOfTheMethodsForEachValue() {
    Graph graph = SmallNetworks.of(2);
    Calibration calibration = Calibration.of(graph, SmallNetworks.samples(graph, 40, 2));
    Function<Value, Range> chosen = RangeMethod.AUTOMATIC.ranges(graph, calibration);
    for (Node node : graph.nodes()) {
      ActivationStatistics seen = calibration.statistics(node.output().name()).orElseThrow();
      List<Range> possible = List.of(
          RangeMethod.LEAST_ERROR.choose(seen), RangeMethod.MIN_MAX.choose(seen), RangeMethod.ENTROPY.choose(seen),
          RangeMethod.percentile(99.99).choose(seen));
      assertThat(possible).contains(chosen.apply(node.output()));
    }
  }
}
