package org.modelc.kpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.TestModels;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.kernel.RandomTensors;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;

/** Imported networks with layers on the KPU: each layer within 1 of exact, by both of the vendor's references alike. */
class KpuTrainedTest {
  private static final int SAMPLES = 2;

  static Stream<String> models() {
    return Stream.of("dscnn/dscnn_qdq.onnx", "dscnn/dscnn_qdq_u8.onnx", "dscnn/dscnn_qoperator.onnx");
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyLayerIsCloseToExact(String model) {
    Graph graph = Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(TestModels.net(model), new Problems()), PassOptions.DEFAULT);
    RandomTensors random = new RandomTensors(3);
    for (int sample = 0; sample < SAMPLES; sample++) {
      List<Tensor> inputs = graph.inputs().stream().map(input -> random.elements(input.type())).toList();
      KpuRun run = new KpuRun(graph, inputs);
      assertThat(run.layers()).hasSizeGreaterThan(10);
      run.assertLayersAreCloseToExact();
      run.assertRulesAgree();
    }
  }
}
