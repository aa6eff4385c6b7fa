package org.modelc.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modelc.TestModels;
import org.modelc.c.CGenerator;
import org.modelc.c.GeneratedModel;
import org.modelc.c.GeneratedProject;
import org.modelc.c.GenerationOptions;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.kernel.KernelSelection;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.plan.MemoryGoal;
import org.modelc.plan.MemoryPlan;
import org.modelc.problem.Problems;
import org.modelc.target.Target;
import org.modelc.target.Targets;

class StackPredictionTest {

  @ParameterizedTest
  @CsvSource({
    "cortex-m0plus, lenet/lenet.onnx",
    "cortex-m0plus, dscnn/dscnn_qdq.onnx",
    "cortex-m4, lenet/lenet.onnx",
    "cortex-m4, dscnn/dscnn_qdq.onnx",
    "cortex-m55, dscnn/dscnn_qdq.onnx",
    "k210, dscnn/dscnn_qdq.onnx",
    "rv32imac, mlp_digits/mlp_digits.onnx",
    "rv32imac, dscnn/dscnn_qdq.onnx",
  })
  void isNoLessThanTheMeasuredStackAndNotMuchMore(String targetName, String file) {
    Target target = Targets.find(targetName);
    Graph graph = Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(TestModels.net(file), new Problems()), PassOptions.DEFAULT);
    MemoryPlan plan = MemoryPlan.of(graph, KernelSelection.of(graph, target), target.bufferAlignment(), MemoryGoal.DEFAULT);
    GeneratedModel model = CGenerator.generate(graph, plan, target, GenerationOptions.named("net"));
    List<Tensor> zeros = graph.inputs().stream().map(input -> Tensor.zeros(input.type())).toList();

    long measured = new GeneratedProject().add(model).run("net", graph, zeros, target).stackBytes().orElseThrow();

    int predicted = Report.of(graph, plan, target, model).totals().stackBytes();
    assertThat(measured).isBetween(predicted / 4L, (long) predicted);
  }
}
