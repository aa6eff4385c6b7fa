package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.TestModels;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.ir.Verifier;
import org.modelc.onnx.OnnxImporter;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;

class CrossLayerEqualisationTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theNetworkComputesTheSame(long seed) {
    Graph graph = RescaledChannels.of(SmallNetworks.of(seed), 1000, seed);
    Graph equalised = CrossLayerEqualisation.run(graph, new EqualWeights());
    Verifier.verify(equalised, "equalisation");
    assertThat(graph.nodes()).extracting(Node::toString).isEqualTo(equalised.nodes().stream().map(Node::toString).toList());
    List<Tensor> sample = SmallNetworks.samples(graph, 1, seed).sample(0);
    List<Tensor> expected = new Interpreter(graph).run(sample);
    List<Tensor> actual = new Interpreter(equalised).run(sample);
    // The second output shows a value between two layers, where no factors may be moved.
    for (int output = 0; output < expected.size(); output++) {
      for (int i = 0; i < expected.get(output).elements(); i++) {
        double exact = expected.get(output).real(i);
        assertThat(actual.get(output).real(i)).isCloseTo(exact, within(1e-4 * Math.max(1, Math.abs(exact))));
      }
    }
  }

  /** Both weights of a channel end with the same magnitude, whatever factors it came with. */
  @Test
  void channelsBecomeAlike() {
    Graph graph = CrossLayerEqualisation.run(RescaledChannels.of(SmallNetworks.of(1), 1000, 2), new EqualWeights());
    EqualisationPair pair = graph.nodes().stream().filter(node -> node.name().equals("grouped"))
        .flatMap(node -> EqualisationPair.beginningWith(node, graph).stream()).findFirst().orElseThrow();
    assertThat(pair.second().name()).isEqualTo("hidden");
    Tensor given = pair.first().input(WeightedOp.WEIGHTS).requireConstant();
    Tensor taken = pair.second().input(WeightedOp.WEIGHTS).requireConstant();
    int filter = taken.elements() / 10;
    for (int channel = 0; channel < pair.channels(); channel++) {
      int at = channel;
      int count = given.elements() / pair.channels();
      double first = IntStream.range(at * count, (at + 1) * count).mapToDouble(i -> Math.abs(given.real(i))).max().orElseThrow();
      double second = IntStream.range(0, taken.elements()).filter(i -> pair.channel(i / filter, i % filter) == at)
          .mapToDouble(i -> Math.abs(taken.real(i))).max().orElseThrow();
      assertThat(second / first).isCloseTo(1, within(0.02));
    }
  }

  @Test
  void whatIsReadTwiceOrClippedIsNoPairAndWhatIsBoundedAboveIsMarked() {
    GraphBuilder builder = new GraphBuilder("g");
    Value x = builder.input("x", TensorType.f32(Shape.of(1, 4)));
    Value twice = dense(builder, "twice", x, Clamp.RELU);
    Value bounded = dense(builder, "bounded", twice, new Clamp(0, 6));
    Value clipped = builder.add("clip", new Clip(new Clamp(-1, 1)), dense(builder, "clipped", bounded, Clamp.NONE));
    builder.output(builder.add("sum", new Binary(Binary.Kind.ADD, Clamp.NONE), twice, dense(builder, "last", clipped, Clamp.NONE)));
    Graph graph = builder.build();
    List<EqualisationPair> pairs = graph.nodes().stream().flatMap(node -> EqualisationPair.beginningWith(node, graph).stream()).toList();
    assertThat(pairs).extracting(pair -> pair.first().name()).containsExactly("bounded");
    assertThat(pairs.get(0).isBounded()).isTrue();
    Graph equalised = CrossLayerEqualisation.run(graph, new EqualWeights());
    for (int node = 0; node < graph.nodes().size(); node++) {
      assertThat(constants(equalised.nodes().get(node))).isEqualTo(constants(graph.nodes().get(node)));
    }
  }

  private static List<String> constants(Node node) {
    return node.inputs().stream().flatMap(input -> input.constant().stream()).map(tensor -> Arrays.toString(tensor.floats())).toList();
  }

  private static Value dense(GraphBuilder builder, String name, Value x, Clamp clamp) {
    float[] weights = new float[16];
    Arrays.fill(weights, 0.5f);
    return builder.add(name, new Dense(clamp), x, builder.constant(name + ".w", Tensor.f32(Shape.of(4, 4), weights)),
        builder.constant(name + ".b", Tensor.f32(Shape.of(4), 1, 2, 3, 4)));
  }

  /** LeNet with every channel multiplied by up to 1000: one scale for all weights loses nearly everything, and nothing after equalisation. */
  @Test
  void rescaledLenetIsQuantisedWithOneScaleForAllWeights() {
    Graph lenet = Pipeline.run(
        Pipeline.OPTIMISE, OnnxImporter.load(TestModels.net("lenet/lenet.onnx"), new Problems()), PassOptions.DEFAULT);
    Graph rescaled = RescaledChannels.of(lenet, 1000, 1);
    SampleSet samples = load("lenet/calibration.npz", lenet);
    SampleSet test = load("lenet/test.npz", lenet);
    QuantisationOptions options = QuantisationOptions.DEFAULT.withPerChannel(false);

    Comparison plain = compare(PostTraining.run(rescaled, samples, options.withEqualisation(Equalisation.OFF), new Problems()), test);
    Comparison automatic = compare(PostTraining.run(rescaled, samples, options, new Problems()), test);

    assertThat(automatic.referenceAccuracy().orElseThrow().hits()).isEqualTo(494);
    assertThat(plain.candidateAccuracy().orElseThrow().ratio()).isLessThan(0.8);
    assertThat(automatic.candidateAccuracy().orElseThrow().hits()).isBetween(493, 495);
    assertThat(automatic.agreement().orElseThrow().ratio()).isGreaterThan(0.995);
  }

  private static SampleSet load(String file, Graph graph) {
    Preprocessing digits = new Preprocessing(Optional.empty(), 1f / 255, List.of(0.1307f), List.of(0.3081f));
    return SampleSet.load(TestModels.net(file), graph, digits);
  }

  private static Comparison compare(PostTraining.Result result, SampleSet test) {
    return Comparison.of(result.floats(), Pipeline.run(Pipeline.FINISH, result.integers(), PassOptions.DEFAULT), test);
  }
}
