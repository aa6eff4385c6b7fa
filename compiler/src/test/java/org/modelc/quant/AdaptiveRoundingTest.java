package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Op;
import org.modelc.op.WeightedOp;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;

class AdaptiveRoundingTest {
  private static final int BOUND = 127;

  /** The covariance of mixed random numbers. */
  private static double[] covariance(int size, Random random) {
    double[][] mixing = new double[size][size];
    for (double[] row : mixing) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    double[] covariance = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        for (int k = 0; k < size; k++) {
          covariance[i * size + j] += mixing[i][k] * mixing[j][k] + (k == 0 ? 4 : 0);
        }
      }
    }
    return covariance;
  }

  private static double error(double[] covariance, double[] weights, int[] integers) {
    int size = weights.length;
    double error = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        error += (integers[i] - weights[i]) * covariance[i * size + j] * (integers[j] - weights[j]);
      }
    }
    return error;
  }

  private static int[] nearest(double[] weights) {
    return Arrays.stream(weights).mapToInt(weight -> (int) Math.max(-BOUND, Math.min(BOUND, Math.rint(weight)))).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void noSingleStepIsBetterAndTheErrorIsNoLarger(int seed) {
    Random random = new Random(seed);
    int size = 3 + random.nextInt(20);
    double[] covariance = covariance(size, random);
    double[] weights = random.doubles(size, -140, 140).toArray();
    int[] rounded = new AdaptiveRounding(covariance, size).round(weights, BOUND);
    double least = error(covariance, weights, rounded);
    assertThat(least).isLessThanOrEqualTo(error(covariance, weights, nearest(weights)));
    for (int i = 0; i < size; i++) {
      assertThat(Math.abs(rounded[i])).isLessThanOrEqualTo(BOUND);
      for (int direction : new int[] {-1, 1}) {
        int[] other = rounded.clone();
        other[i] += direction;
        if (Math.abs(other[i]) <= BOUND) {
          assertThat(error(covariance, weights, other)).isGreaterThanOrEqualTo(least - 1e-6);
        }
      }
    }
  }

  /** Over many filters it gets near the best of all choices of floor and ceiling, which nearest rounding is far from. */
  @Test
  void comesNearTheBestChoice() {
    Random random = new Random(5);
    double found = 0;
    double best = 0;
    double nearest = 0;
    for (int filter = 0; filter < 40; filter++) {
      double[] covariance = covariance(8, random);
      double[] weights = random.doubles(8, -20, 20).toArray();
      found += error(covariance, weights, new AdaptiveRounding(covariance, 8).round(weights, BOUND));
      best += IntStream.range(0, 256).mapToDouble(choice -> error(covariance, weights, IntStream.range(0, 8)
          .map(i -> (int) Math.floor(weights[i]) + (choice >> i & 1)).toArray())).min().orElseThrow();
      nearest += error(covariance, weights, nearest(weights));
    }
    assertThat(found).isLessThan(2 * best).isLessThan(0.5 * nearest);
  }

  /** Patches are what the convolution multiplies: mean results follow from mean patches. */
  @Test
  void patchesAreWhatFiltersMeet() {
    Graph graph = SmallNetworks.of(3);
    SampleSet samples = SmallNetworks.samples(graph, 3, 4);
    for (Node node : graph.nodes().stream().filter(candidate -> candidate.op() instanceof WeightedOp).toList()) {
      PatchStatistics patches = new PatchStatistics(node);
      double[] sums = new double[node.output().shape().dim(-1)];
      int[] rows = new int[1];
      for (int sample = 0; sample < 3; sample++) {
        new Interpreter(graph).run(samples.sample(sample), (value, tensor) -> addIfInput(value, tensor, node, patches));
        Tensor result = unclamped(graph, node, samples.sample(sample));
        for (int i = 0; i < result.elements(); i++) {
          sums[i % sums.length] += result.real(i);
        }
        rows[0] += result.elements() / sums.length;
      }
      // 72 places are more than are looked at of one sample.
      double tolerance = node.name().equals("first") ? 0.5 : 1e-4;
      for (int channel = 0; channel < sums.length; channel++) {
        double[] means = patches.means(channel);
        double mean = node.input(WeightedOp.BIAS).requireConstant().real(channel);
        for (int i = 0; i < means.length; i++) {
          mean += means[i] * node.input(WeightedOp.WEIGHTS).requireConstant().real(channel * means.length + i);
        }
        assertThat(mean).as(node.name() + channel).isCloseTo(sums[channel] / rows[0], within(tolerance));
      }
    }
  }

  private static void addIfInput(Value value, Tensor tensor, Node node, PatchStatistics patches) {
    if (value == node.input(WeightedOp.ACTIVATIONS)) {
      patches.add(tensor);
    }
  }

  private static Tensor unclamped(Graph graph, Node node, List<Tensor> sample) {
    Tensor[] input = new Tensor[1];
    new Interpreter(graph).run(sample, (value, tensor) -> input[0] = value == node.input(0) ? tensor : input[0]);
    WeightedOp open = (WeightedOp) ((WeightedOp) node.op()).withClamp(Clamp.NONE);
    return ((Op) open).evaluate(
        List.of(input[0], node.input(1).requireConstant(), node.input(2).requireConstant()), node.outputTypes()).get(0);
  }

  /** On samples that it has not seen, weights with one scale disturb the results less. */
  @Test
  void generalises() {
    double nearest = 0;
    double adaptive = 0;
    for (long seed = 1; seed <= 6; seed++) {
      Graph graph = SmallNetworks.of(seed);
      SampleSet calibration = SmallNetworks.samples(graph, 100, seed);
      SampleSet test = SmallNetworks.samples(graph, 60, seed + 100);
      QuantisationOptions options = QuantisationOptions.DEFAULT.withMethod(RangeMethod.MIN_MAX).withPerChannel(false);
      ResultError error = ResultError.of(graph, test);
      nearest += Arrays.stream(error.errors(quantised(graph, calibration, options.withRounding(Rounding.NEAREST)), test)).sum();
      adaptive += Arrays.stream(error.errors(quantised(graph, calibration, options.withRounding(Rounding.ADAPTIVE)), test)).sum();
    }
    assertThat(adaptive).isLessThan(0.97 * nearest);
  }

  private static Graph quantised(Graph graph, SampleSet samples, QuantisationOptions options) {
    return Pipeline.run(
        Pipeline.FINISH, Quantiser.quantise(graph, Calibration.of(graph, samples), options, new Problems()), PassOptions.DEFAULT);
  }
}
