package org.modelc.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.TestModels;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.kernel.OpCase;
import org.modelc.onnx.OnnxImporter;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.WeightedOp;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;

/** Every layer of imported int8 networks, on the integers that reach it, is within one step of exact arithmetic. */
class ImportedLayersTest {
  @ParameterizedTest
  @ValueSource(strings = {"kws", "vww", "resnet8", "ad", "sww"})
  void everyLayerIsWithinOneStepOfExactArithmetic(String model) {
    Graph imported = OnnxImporter.load(TestModels.requireShared("models/mlperf-tiny/" + model + "_int8_qdq.onnx"), new Problems());
    Graph graph = Pipeline.run(Pipeline.OPTIMISE, imported, PassOptions.DEFAULT);
    Map<Value, Tensor> tensors = tensors(graph);
    int checked = 0;
    for (Node node : graph.nodes()) {
      if (!node.op().isView()) {
        check(node, tensors);
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(9);
  }

  /** All tensors of one inference on random bytes. */
  private static Map<Value, Tensor> tensors(Graph graph) {
    byte[] bytes = new byte[graph.inputs().get(0).type().elements()];
    new Random(1).nextBytes(bytes);
    Map<Value, Tensor> tensors = new IdentityHashMap<>();
    new Interpreter(graph).run(List.of(Tensor.of(graph.inputs().get(0).type(), bytes)), tensors::put);
    return tensors;
  }

  private static void check(Node node, Map<Value, Tensor> tensors) {
    List<Tensor> inputs = node.inputs().stream().map(value -> value.constant().orElseGet(() -> tensors.get(value))).toList();
    Tensor actual = tensors.get(node.output());
    double[] exact = exact(node, inputs);
    Quant quant = node.output().type().requireQuant();
    Clamp clamp = clamp(node);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < exact.length; i++) {
      double integer = Math.min(
          Math.max(exact[i] / quant.scale() + quant.zeroPoint(), clamp.quantisedMin(DType.S8, quant)), clamp.quantisedMax(DType.S8, quant));
      if (Math.abs(actual.integer(i) - integer) > 1) {
        wrong.add("[" + i + "] " + actual.integer(i) + " instead of " + integer);
      }
    }
    assertThat(wrong).as(node.name()).isEmpty();
  }

  private static Clamp clamp(Node node) {
    if (node.op() instanceof WeightedOp weighted) {
      return weighted.clamp();
    }
    return node.op() instanceof Binary binary ? binary.clamp() : Clamp.NONE;
  }

  private static double[] exact(Node node, List<Tensor> inputs) {
    if (node.op() instanceof Binary binary && binary.kind() == Binary.Kind.ADD) {
      return IntStream.range(0, inputs.get(0).elements()).mapToDouble(i -> inputs.get(0).real(i) + inputs.get(1).real(i)).toArray();
    }
    return ExactResults.of(new OpCase(node.name(), node.op(), inputs, node.output().type()));
  }
}
