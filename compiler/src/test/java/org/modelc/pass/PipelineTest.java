package org.modelc.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Dequantise;
import org.modelc.op.Quantise;
import org.modelc.reference.Interpreter;

/** The whole pipeline over random networks. */
class PipelineTest {
  private static final PassOptions FLOAT_IO = new PassOptions(true, false);

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void floatNetworksComputeTheSame(int seed) {
    Graph graph = RandomNetworks.of(seed, 7, false);
    check(graph, Pipeline.run(Pipeline.OPTIMISE, graph, PassOptions.DEFAULT), seed, 0);
  }

  /** Integer operators round once where the float ones round twice, so results may differ by steps of the quantisation. */
  @ParameterizedTest
  @MethodSource("seeds")
  void quantisedNetworksComputeTheSameWithinSteps(int seed) {
    Graph graph = RandomNetworks.of(seed, 4, true);
    Graph optimised = Pipeline.run(Pipeline.OPTIMISE, graph, FLOAT_IO);
    check(graph, optimised, seed, 4 / 32.0);
  }

  private static void check(Graph graph, Graph optimised, int seed, double tolerance) {
    List<Tensor> inputs = RandomTensors.forInputs(graph, seed);
    List<Tensor> expected = new Interpreter(graph).run(inputs);
    List<Tensor> actual = new Interpreter(optimised).run(inputs);
    assertThat(optimised.outputs()).extracting(Value::name).isEqualTo(graph.outputs().stream().map(Value::name).toList());
    for (int i = 0; i < expected.size(); i++) {
      TensorDifference.assertClose(actual.get(i), expected.get(i), tolerance, graph.outputs().get(i).name());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void quantisedNetworksHaveQuantisationAtTheEdgesOnly(int seed) {
    Graph graph = RandomNetworks.of(seed, 4, true);
    Graph optimised = Pipeline.run(Pipeline.OPTIMISE, graph, FLOAT_IO);
    assertThat(optimised.nodes()).filteredOn(node -> node.op() instanceof Quantise)
        .allMatch(node -> graph.inputs().get(0).name().equals(node.input(0).name()));
    assertThat(optimised.nodes()).filteredOn(node -> node.op() instanceof Dequantise)
        .allMatch(node -> optimised.isOutput(node.output()));
  }

  /** The order of an element-wise operator and a Transpose that cannot be avoided may change: both are as good. */
  @ParameterizedTest
  @MethodSource("seeds")
  void optimisingAgainFindsNothing(int seed) {
    Graph once = Pipeline.run(Pipeline.OPTIMISE, RandomNetworks.of(seed, 7, seed % 2 == 0), PassOptions.DEFAULT);
    Graph twice = Pipeline.run(Pipeline.OPTIMISE, once, PassOptions.DEFAULT);
    assertThat(operators(twice)).isEqualTo(operators(once));
  }

  private static List<String> operators(Graph graph) {
    return graph.nodes().stream().filter(node -> !node.op().isView()).map(node -> node.op().name()).sorted().toList();
  }

  @Test
  void observerSeesEveryPassOnce() {
    List<String> names = new ArrayList<>();
    Pipeline.run(Pipeline.OPTIMISE, RandomNetworks.of(1, 3, false), PassOptions.DEFAULT, (name, graph) -> names.add(name));
    assertThat(names).isEqualTo(Pipeline.OPTIMISE.stream().map(Pass::name).toList());
  }
}
