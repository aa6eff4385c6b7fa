package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Conv;
import org.modelc.op.Window;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;

class EqualActivationsTest {
  private static final int CHANNELS = 6;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theNetworkComputesTheSame(long seed) {
    Graph graph = RescaledChannels.of(SmallNetworks.of(seed), 30, seed);
    SampleSet samples = SmallNetworks.samples(graph, 20, seed);
    Graph equalised = CrossLayerEqualisation.run(graph, new EqualActivations(Calibration.of(graph, samples)));
    assertThat(equalised).isNotSameAs(graph);
    assertSameResults(graph, equalised, SmallNetworks.samples(graph, 5, seed + 100));
  }

  /** What calibration saw is not cut off elsewhere, and where the bound cuts off it still does. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void boundsStayWhereTheyAre(long seed) {
    Graph graph = separable(new Clamp(0, 6), seed);
    SampleSet samples = samples(seed);
    Calibration calibration = Calibration.of(graph, samples);
    Graph equalised = CrossLayerEqualisation.run(graph, new EqualActivations(calibration));
    assertThat(Collections.max(calibration.statistics("pointwise").orElseThrow().channelMagnitudes())).isEqualTo(6);
    assertSameResults(graph, equalised, samples);
  }

  /** A depthwise layer takes any factors, so that channels become as wide as the widest, but no factor is more than four times another. */
  @Test
  void channelsBeforeADepthwiseLayerFillTheRange() {
    Graph graph = separable(new Clamp(0, 1000), 1);
    Calibration before = Calibration.of(graph, samples(1));
    Graph equalised = CrossLayerEqualisation.run(graph, new EqualActivations(before));
    List<Double> given = before.statistics("pointwise").orElseThrow().channelMagnitudes();
    List<Double> widths = Calibration.of(equalised, samples(1)).statistics("pointwise").orElseThrow().channelMagnitudes();
    double widest = Collections.max(given);
    assertThat(Collections.min(given)).isLessThan(0.5 * widest);
    for (int channel = 0; channel < CHANNELS; channel++) {
      assertThat(widths.get(channel)).isCloseTo(Math.min(widest, 4 * given.get(channel)), within(1e-3 * widest));
    }
  }

  /** The trial that {@code auto} makes sees the gain, and the integers are nearer to the floats. */
  @Test
  void integersComeNearer() {
    Graph graph = separable(Clamp.RELU, 2);
    SampleSet test = samples(3);
    ResultError error = ResultError.of(graph, test);
    double[] means = IntStream.range(0, 2).mapToObj(i -> i == 0 ? Equalisation.OFF : Equalisation.AUTO)
        .map(choice -> PostTraining.run(graph, samples(2), QuantisationOptions.DEFAULT.withEqualisation(choice), new Problems()))
        .mapToDouble(result -> Arrays.stream(error.errors(result.integers(), test)).average().orElseThrow()).toArray();
    assertThat(means[1]).isLessThan(0.9 * means[0]);
  }

  private static void assertSameResults(Graph graph, Graph equalised, SampleSet samples) {
    for (int sample = 0; sample < samples.size(); sample++) {
      List<Tensor> expected = new Interpreter(graph).run(samples.sample(sample));
      List<Tensor> actual = new Interpreter(equalised).run(samples.sample(sample));
      for (int output = 0; output < expected.size(); output++) {
        for (int i = 0; i < expected.get(output).elements(); i++) {
          double exact = expected.get(output).real(i);
          assertThat(actual.get(output).real(i)).isCloseTo(exact, within(1e-4 * Math.max(1, Math.abs(exact))));
        }
      }
    }
  }

  /** A pointwise layer whose channels are up to three times as wide as others, a depthwise one, and another pointwise one. */
  private static Graph separable(Clamp clamp, long seed) {
    Random random = new Random(seed);
    GraphBuilder builder = new GraphBuilder("separable");
    Value x = builder.input("x", TensorType.f32(Shape.of(1, 5, 5, 4)));
    Value pointwise = conv(builder, "pointwise", x, Window.of(1, 1), 1, CHANNELS, clamp, random);
    Value depthwise = conv(builder, "depthwise", pointwise, Window.of(3, 3), CHANNELS, CHANNELS, clamp, random);
    builder.output(conv(builder, "last", depthwise, Window.of(1, 1), 1, 3, Clamp.NONE, random));
    return builder.build();
  }

  private static Value conv(
      GraphBuilder builder, String name, Value x, Window window, int groups, int outputs, Clamp clamp, Random random) {
    int inputs = x.shape().dim(3) / groups;
    int count = window.kernelHeight() * window.kernelWidth() * inputs;
    float[] weights = new float[outputs * count];
    float[] bias = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      float width = 1 + 2f * output / outputs;
      bias[output] = width;
      for (int i = 0; i < count; i++) {
        weights[output * count + i] = width * (float) (random.nextGaussian() * 2 / Math.sqrt(count));
      }
    }
    Shape shape = Shape.of(outputs, window.kernelHeight(), window.kernelWidth(), inputs);
    return builder.add(name, new Conv(window, groups, clamp), x,
        builder.constant(name + ".w", Tensor.f32(shape, weights)), builder.constant(name + ".b", Tensor.f32(Shape.of(outputs), bias)));
  }

  private static SampleSet samples(long seed) {
    Random random = new Random(seed);
    return SampleSet.of(IntStream.range(0, 40).mapToObj(i -> {
      float[] elements = new float[100];
      IntStream.range(0, elements.length).forEach(j -> elements[j] = (float) random.nextGaussian());
      return List.of(Tensor.f32(Shape.of(1, 5, 5, 4), elements));
    }).toList());
  }
}
