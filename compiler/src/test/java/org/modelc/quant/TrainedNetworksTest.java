package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.modelc.TestModels;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Verifier;
import org.modelc.kernel.Compilability;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;

/** The networks of test-models/net, quantised with their calibration samples and tried on their test samples. */
class TrainedNetworksTest {
  private static final Preprocessing DIGITS = new Preprocessing(Optional.empty(), 1f / 255, List.of(0.1307f), List.of(0.3081f));

  /** Each with the accuracy of ONNX Runtime on the same samples, as its README says. */
  enum Network {
    LENET("lenet/lenet.onnx", "lenet", DIGITS, 494),
    STUDENT("student/student.onnx", "lenet", DIGITS, 491),
    HAR1D("har1d/har1d.onnx", "har1d", new Preprocessing(
        Optional.empty(), 1,
        List.of(-0.00746536f, 0.37651497f, -0.14008477f, 0.02002421f, -0.00524405f, 0.01128406f),
        List.of(0.92906463f, 0.4978736f, 0.5507545f, 1.005743f, 2.557784f, 1.0883068f)), 136),
    MLP_DIGITS("mlp_digits/mlp_digits.onnx", "mlp_digits", Preprocessing.NONE, 522);

    private final String model;
    private final String samples;
    private final Preprocessing preprocessing;
    private final int hits;

    Network(String model, String samples, Preprocessing preprocessing, int hits) {
      this.model = model;
      this.samples = samples;
      this.preprocessing = preprocessing;
      this.hits = hits;
    }

    private Graph graph() {
      return Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(TestModels.net(model), new Problems()), PassOptions.DEFAULT);
    }

    private SampleSet samples(String name, Graph graph) {
      return SampleSet.load(TestModels.net(samples).resolve(name), graph, preprocessing);
    }
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void int8IsAsAccurateAsFloat(Network network) {
    Graph graph = network.graph();
    Problems problems = new Problems();
    Calibration calibration = Calibration.of(graph, network.samples("calibration.npz", graph));
    Graph quantised = Pipeline.run(
        Pipeline.FINISH, Quantiser.quantise(graph, calibration, QuantisationOptions.DEFAULT, problems), PassOptions.DEFAULT);
    Verifier.verify(quantised, "test");
    Compilability.check(quantised, problems);
    Comparison comparison = Comparison.of(graph, quantised, network.samples("test.npz", graph));

    assertThat(problems.all()).isEmpty();
    assertThat(quantised.nodes()).allMatch(node -> node.output().type().dtype() != DType.F32);
    Score reference = comparison.referenceAccuracy().orElseThrow();
    Score candidate = comparison.candidateAccuracy().orElseThrow();
    assertThat(reference.hits()).isEqualTo(network.hits);
    assertThat(Math.abs(candidate.hits() - reference.hits())).isLessThanOrEqualTo(Math.max(1, (int) (0.003 * reference.total())));
    assertThat(comparison.agreement().orElseThrow().ratio()).isGreaterThan(0.985);
  }

  /** With one scale for all weights of a layer most of the error is theirs. */
  @Test
  void adaptiveRoundingHalvesTheErrorOfWeightsWithOneScale() {
    Graph graph = Network.HAR1D.graph();
    Calibration calibration = Calibration.of(graph, Network.HAR1D.samples("calibration.npz", graph));
    SampleSet test = Network.HAR1D.samples("test.npz", graph);
    QuantisationOptions options = QuantisationOptions.DEFAULT.withMethod(RangeMethod.LEAST_ERROR).withPerChannel(false);
    ResultError error = ResultError.of(graph, test);
    double[] sums = Stream.of(Rounding.NEAREST, Rounding.ADAPTIVE)
        .map(rounding -> Quantiser.quantise(graph, calibration, options.withRounding(rounding), new Problems()))
        .mapToDouble(quantised -> Arrays.stream(error.errors(quantised, test)).sum()).toArray();
    assertThat(sums[1]).isLessThan(sums[0] / 2);
  }

  @Test
  void withPercentilesToo() {
    Graph graph = Network.LENET.graph();
    Calibration calibration = Calibration.of(graph, Network.LENET.samples("calibration.npz", graph));
    QuantisationOptions options = QuantisationOptions.DEFAULT.withMethod(RangeMethod.percentile(99.99));
    Graph quantised = Quantiser.quantise(graph, calibration, options, new Problems());
    Comparison comparison = Comparison.of(graph, quantised, Network.LENET.samples("test.npz", graph));
    assertThat(comparison.candidateAccuracy().orElseThrow().hits()).isBetween(492, 496);
  }
}
