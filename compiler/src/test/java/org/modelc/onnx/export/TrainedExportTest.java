package org.modelc.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.TestModels;
import org.modelc.ir.Graph;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;

/** Trained networks, float and quantised by others: written, run, and read back without a Transpose more. */
class TrainedExportTest {
  /** Integer layers round once where the runtime's rounds twice, which adds up over dozens of layers. */
  private static final int STEPS = 3;

  @TempDir
  Path folder;

  static Stream<String> models() {
    return Stream.of(
        "net/lenet/lenet.onnx", "net/har1d/har1d.onnx", "net/mlp_digits/mlp_digits.onnx", "net/student/student.onnx",
        "net/dscnn/dscnn.onnx", "net/dscnn/dscnn_qdq.onnx", "net/dscnn/dscnn_qdq_u8.onnx", "net/dscnn/dscnn_qoperator.onnx",
        "trained/b-dscnn-cifar10/dscnn_bn_unfused_op17.onnx", "trained/c-cnn1d-har/har1d_dynamo_op18.onnx",
        "trained/d-mlp-digits/pipeline_scaler_mlp_tanh_digits.onnx", "trained/f-distill-mnist/teacher_op17.onnx",
        "mlperf-tiny/ad_float.onnx", "mlperf-tiny/kws_float.onnx", "mlperf-tiny/resnet8_float.onnx", "mlperf-tiny/sww_float.onnx",
        "mlperf-tiny/vww_float.onnx", "mlperf-tiny/ad_int8_qdq.onnx", "mlperf-tiny/kws_int8_qdq.onnx",
        "mlperf-tiny/resnet8_int8_qdq.onnx", "mlperf-tiny/sww_int8_qdq.onnx", "mlperf-tiny/vww_int8_qdq.onnx");
  }

  @ParameterizedTest
  @MethodSource("models")
  void optimisedNetworksSurvive(String model) {
    Graph imported = OnnxImporter.load(path(model), new Problems());
    Graph graph = Pipeline.run(Pipeline.OPTIMISE, imported, PassOptions.DEFAULT);
    RoundTrip trip = new RoundTrip(graph, folder, 1);
    boolean onIntegers = graph.nodes().stream().anyMatch(node -> node.output().type().isQuantised());
    trip.requireRuntimeAgrees(1e-5, STEPS);
    trip.requireReadsBack(onIntegers ? 0 : 1e-5, 0);
    assertThat(trip.transposesReadBack()).isEqualTo(RoundTrip.transposes(graph));
  }

  @ParameterizedTest
  @MethodSource("models")
  void importedNetworksSurvive(String model) {
    Graph imported = OnnxImporter.load(path(model), new Problems());
    new RoundTrip(imported, folder, 2).requireRuntimeAgrees(1e-5, 1);
  }

  private static Path path(String model) {
    return model.startsWith("net/") ? TestModels.net(model.substring("net/".length())) : TestModels.requireShared("models/" + model);
  }
}
