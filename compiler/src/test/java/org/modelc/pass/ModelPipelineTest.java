package org.modelc.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.TestModels;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.onnx.OnnxImporter;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;

/** The whole pipeline on trained networks: what is left of them, and that they compute the same. */
class ModelPipelineTest {
  /** At least the output scale of the quantised models that give floats. */
  private static final double FLOAT_STEP = 0.1;

  /** Model; operators of the optimised graph, except views. */
  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of("net/lenet/lenet.onnx", "{Conv=2, Dense=3, MaxPool=2}"),
        Arguments.of("net/har1d/har1d.onnx", "{Conv=3, Dense=1, MaxPool=3, Reduce=1, Transpose=1}"),
        Arguments.of("net/mlp_digits/mlp_digits.onnx", "{ArgMax=1, Cast=1, Dense=2, Gather=1, Softmax=1}"),
        Arguments.of("net/student/student.onnx", "{Conv=3, Dense=1}"),
        Arguments.of("net/dscnn/dscnn.onnx", "{Binary=3, Conv=16, Dense=1, Reduce=1, Transpose=1}"),
        Arguments.of("net/dscnn/dscnn_qdq.onnx", "{Binary=3, Conv=16, Dense=1, Reduce=1, Transpose=1}"),
        Arguments.of("net/dscnn/dscnn_qdq_u8.onnx", "{Binary=3, Conv=16, Dense=1, Reduce=1, Transpose=1}"),
        Arguments.of("net/dscnn/dscnn_qoperator.onnx", "{Binary=3, Conv=16, Dense=1, Reduce=1, Transpose=1}"),
        Arguments.of("shared/trained/b-dscnn-cifar10/dscnn_bn_unfused_op17.onnx",
            "{Binary=3, Conv=16, Dense=1, Reduce=1, Transpose=1}"),
        Arguments.of("shared/trained/c-cnn1d-har/har1d_dynamo_op18.onnx",
            "{Conv=3, Dense=1, MaxPool=3, Reduce=1, Transpose=1}"),
        Arguments.of("shared/trained/d-mlp-digits/pipeline_scaler_mlp_tanh_digits.onnx",
            "{ArgMax=1, Cast=1, Dense=3, Gather=1, Softmax=1, Unary=2}"),
        Arguments.of("shared/trained/f-distill-mnist/teacher_op17.onnx", "{Conv=3, Dense=2, MaxPool=3}"),
        Arguments.of("shared/mlperf-tiny/ad_float.onnx", "{Dense=10}"),
        Arguments.of("shared/mlperf-tiny/kws_float.onnx", "{Conv=9, Dense=1, Reduce=1, Softmax=1}"),
        Arguments.of("shared/mlperf-tiny/resnet8_float.onnx", "{Binary=3, Conv=9, Dense=1, Reduce=1, Softmax=1}"),
        Arguments.of("shared/mlperf-tiny/sww_float.onnx", "{Conv=8, Dense=1, Softmax=1}"),
        Arguments.of("shared/mlperf-tiny/vww_float.onnx", "{Conv=27, Dense=1, Reduce=1, Softmax=1}"),
        Arguments.of("shared/mlperf-tiny/ad_int8_qdq.onnx", "{Dense=10}"),
        Arguments.of("shared/mlperf-tiny/kws_int8_qdq.onnx", "{Conv=9, Dense=1, Reduce=1, Softmax=1}"),
        Arguments.of("shared/mlperf-tiny/resnet8_int8_qdq.onnx", "{Binary=3, Conv=9, Dense=1, Reduce=1, Softmax=1}"),
        Arguments.of("shared/mlperf-tiny/sww_int8_qdq.onnx", "{Conv=8, Dense=1, Softmax=1}"),
        Arguments.of("shared/mlperf-tiny/vww_int8_qdq.onnx", "{Conv=27, Dense=1, Reduce=1, Softmax=1}"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void modelsAreReducedAndComputeTheSame(String model, String operators) {
    Graph imported = load(model);
    Graph optimised = Pipeline.run(Pipeline.OPTIMISE, imported, new PassOptions(true, false));
    assertThat(operators(optimised)).hasToString(operators);
    checkResults(imported, optimised);
  }

  @Test
  void integerModelHasNoFloats() {
    Graph optimised = Pipeline.run(Pipeline.OPTIMISE, load("net/dscnn/dscnn_qdq.onnx"), PassOptions.DEFAULT);
    assertThat(optimised.nodes()).allMatch(node -> node.output().type().isQuantised());
    assertThat(optimised.inputs().get(0).type().isQuantised()).isTrue();
  }

  @Test
  void channelsLastInputNeedsNoTranspose() {
    Graph optimised = Pipeline.run(Pipeline.OPTIMISE, load("net/dscnn/dscnn_qdq.onnx"), new PassOptions(false, true));
    assertThat(optimised.inputs().get(0).shape()).isEqualTo(Shape.of(1, 32, 32, 3));
    assertThat(operators(optimised)).doesNotContainKey("Transpose");
  }

  private static Graph load(String model) {
    return OnnxImporter.load(path(model), new Problems());
  }

  private static Path path(String model) {
    if (model.startsWith("net/")) {
      return TestModels.net(model.substring("net/".length()));
    }
    Optional<Path> shared = TestModels.shared();
    assumeTrue(shared.isPresent(), "skipped: the shared folder with " + model + " is not here");
    return shared.get().resolve("models").resolve(model.substring("shared/".length()));
  }

  /** How often each operator occurs that costs time: neither a view, nor a conversion at the edge. */
  private static Map<String, Integer> operators(Graph graph) {
    Map<String, Integer> counts = new TreeMap<>();
    graph.nodes().stream()
        .map(node -> node.op())
        .filter(op -> !op.isView() && !List.of("Quantise", "Dequantise").contains(op.name()))
        .forEach(op -> counts.merge(op.name(), 1, Integer::sum));
    return counts;
  }

  /** Integer layers round once where the float ones round twice, which may show at the output. */
  private static void checkResults(Graph imported, Graph optimised) {
    List<Tensor> inputs = RandomTensors.forInputs(imported, 1);
    List<Tensor> expected = new Interpreter(imported).run(inputs);
    List<Tensor> actual = new Interpreter(optimised).run(inputs);
    boolean onIntegers = optimised.nodes().stream().anyMatch(node -> node.output().type().isQuantised());
    for (int i = 0; i < expected.size(); i++) {
      Value output = imported.outputs().get(i);
      double step = output.type().dtype().isFloat() ? FLOAT_STEP : 1;
      TensorDifference.assertClose(actual.get(i), expected.get(i), onIntegers ? 2 * step : 0, output.name());
    }
  }
}
