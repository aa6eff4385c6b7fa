package org.modelc.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.TestModels;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.onnx.Comparison;
import org.modelc.onnx.OnnxImporter;
import org.modelc.op.WeightedOp;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.quant.LayerFormat;
import org.modelc.quant.PostTraining;
import org.modelc.quant.QuantisationOptions;
import org.modelc.quant.RangeMethod;

/** Weights of 4 bits are written as INT4, which ONNX Runtime computes with and modelc reads back to the same integers. */
class FourBitExportTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"lenet/lenet.onnx", "har1d/har1d.onnx", "dscnn/dscnn.onnx", "mlp_digits/mlp_digits.onnx"})
  void fourBitWeightsSurvive(String model) throws IOException {
    Graph graph = fourBits(model);
    RoundTrip trip = new RoundTrip(graph, folder, 1);
    trip.requireRuntimeAgrees(1e-5, 3);
    trip.requireReadsBack(0, 0);
    assertThat(weights(trip.readBack())).isEqualTo(weights(graph));
    assertThat(fourBitTensors()).hasSize((int) graph.nodes().stream().filter(node -> node.op() instanceof WeightedOp).count());
  }

  private static Graph fourBits(String model) {
    Graph floats = Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(TestModels.net(model), new Problems()), PassOptions.DEFAULT);
    Random random = new Random(1);
    SampleSet samples = SampleSet.of(IntStream.range(0, 8)
        .mapToObj(i -> floats.inputs().stream().map(input -> Comparison.random(input.type(), random)).toList()).toList());
    QuantisationOptions options = QuantisationOptions.DEFAULT.withFormat(LayerFormat.INT4).withMethod(RangeMethod.MIN_MAX);
    Graph integers = PostTraining.run(floats, samples, options, new Problems()).integers();
    return Pipeline.run(Pipeline.FINISH, integers, PassOptions.DEFAULT);
  }

  private static List<String> weights(Graph graph) {
    return graph.nodes().stream().filter(node -> node.op() instanceof WeightedOp)
        .map(node -> node.input(WeightedOp.WEIGHTS).requireConstant())
        .map(tensor -> tensor.type() + Arrays.toString(tensor.bytes())).toList();
  }

  private List<TensorProto> fourBitTensors() throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(folder.resolve("written.onnx"))).getGraph().getInitializerList().stream()
        .filter(tensor -> tensor.getDataType() == TensorProto.DataType.INT4.getNumber() && !tensor.getName().endsWith("_zero_point")).toList();
  }
}
