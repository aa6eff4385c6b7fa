package org.modelc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.kernel.Kernel;
import org.modelc.kernel.KernelSelection;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Concat;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.target.Target;

class MemoryPlanTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 12, 30})
  void noValueIsOverwrittenWhileItIsNeeded(int nodes) {
    for (int seed = 0; seed < 200; seed++) {
      Graph graph = RandomGraphs.graph(seed, nodes);
      MemoryPlan plan = MemoryPlan.of(graph, KernelSelection.portable(), 1 << seed % 5);
      Simulation.check(graph, plan);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 12, 30})
  void arenaIsCloseToTheLowerBound(int nodes) {
    double mean = IntStream.range(0, 200)
        .mapToObj(seed -> MemoryPlan.of(RandomGraphs.graph(seed, nodes), KernelSelection.portable(), 4))
        .mapToDouble(plan -> plan.arenaBytes() / (double) Math.max(1, plan.peakLiveBytes()))
        .average()
        .orElseThrow();
    assertThat(mean).isBetween(0.0, 1.02);
  }

  @Test
  void inPlaceChainNeedsOneBuffer() {
    GraphBuilder builder = new GraphBuilder("chain");
    Value value = builder.input("x", TensorType.f32(Shape.of(10)));
    for (int layer = 0; layer < 5; layer++) {
      value = builder.add("clip", new Clip(Clamp.RELU), value);
    }
    builder.output(builder.add("cut", new Slice(List.of(0), List.of(1), Shape.of(2)), value));
    assertThat(MemoryPlan.of(builder.build(), KernelSelection.portable(), 4).arenaBytes()).isEqualTo(40);
  }

  @Test
  void inPlaceChainToAnOutputUsesTheOutputOnly() {
    GraphBuilder builder = new GraphBuilder("chain");
    Value input = builder.input("x", TensorType.f32(Shape.of(10)));
    Value first = builder.add("first", new Clip(Clamp.RELU), input);
    builder.output(builder.add("second", new Clip(Clamp.RELU), first));
    MemoryPlan plan = MemoryPlan.of(builder.build(), KernelSelection.portable(), 4);
    assertThat(plan.arenaBytes()).isZero();
    assertThat(plan.location(first)).isEqualTo(new Location.Output(0));
    assertThat(plan.location(input)).isEqualTo(new Location.Input(0));
  }

  /** A kernel that needs scratch memory and, as it reads from the front, may overwrite its input with a smaller result. */
  private static final Kernel SHRINKING = new Kernel() {
    @Override
    public boolean accepts(Node node, Target target) {
      return true;
    }

    @Override
    public Call lower(Node node, Lowering lowering) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int scratchBytes(Node node) {
      return 20;
    }

    @Override
    public List<Integer> inPlaceInputs(Node node) {
      return List.of(0);
    }
  };

  private static KernelSelection shrinkingSlices(Graph graph) {
    return KernelSelection.of(
        graph.nodes().stream().filter(node -> node.as(Slice.class).isPresent()).collect(Collectors.toMap(node -> node, node -> SHRINKING)));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 12, 30})
  void smallerResultsOverwriteLargerInputs(int nodes) {
    for (int seed = 0; seed < 100; seed++) {
      Graph graph = RandomGraphs.graph(seed, nodes);
      Simulation.check(graph, MemoryPlan.of(graph, shrinkingSlices(graph), 4));
    }
  }

  @Test
  void bufferShrinksWithItsContents() {
    GraphBuilder builder = new GraphBuilder("shrink");
    Value input = builder.input("x", TensorType.f32(Shape.of(10)));
    Value wide = wide(builder, input);
    Value narrow = narrow(builder, wide);
    builder.output(wide(builder, wide(builder, builder.add("join", new Concat(0), narrow, input))));
    Graph graph = builder.build();
    MemoryPlan plan = MemoryPlan.of(graph, shrinkingSlices(graph), 4);
    assertThat(plan.location(narrow)).isEqualTo(plan.location(wide));
    assertThat(plan.scratch(graph.nodes().get(1))).isPresent();
    assertThat(plan.arenaBytes()).isEqualTo(4 * (11 + 44));
  }

  @Test
  void largerValuesNeverLieInAnOutput() {
    GraphBuilder builder = new GraphBuilder("output");
    Value wide = wide(builder, builder.input("x", TensorType.f32(Shape.of(10))));
    builder.output(narrow(builder, wide));
    Graph graph = builder.build();
    MemoryPlan plan = MemoryPlan.of(graph, shrinkingSlices(graph), 4);
    assertThat(plan.location(wide)).isInstanceOf(Location.Arena.class);
    assertThat(plan.arenaBytes()).isEqualTo(160 + 20);
  }

  @Test
  void outputsThatAreNotComputedAreCopied() {
    GraphBuilder builder = new GraphBuilder("copies");
    Value input = builder.input("x", TensorType.f32(Shape.of(2, 3)));
    Value view = builder.add("flat", new Reshape(Shape.of(6)), input);
    Value constant = builder.constant("c", Tensor.f32(Shape.of(1), 7));
    Value computed = builder.add("clip", new Clip(Clamp.RELU), input);
    List.of(view, constant, computed, computed).forEach(builder::output);
    MemoryPlan plan = MemoryPlan.of(builder.build(), KernelSelection.portable(), 4);
    assertThat(plan.steps()).containsExactly(
        new Step.Compute(plan.nodes().findFirst().orElseThrow()),
        new Step.Copy(view, 0), new Step.Copy(constant, 1), new Step.Copy(computed, 3));
  }

  @Test
  void executesBranchesOneAfterTheOther() {
    GraphBuilder builder = new GraphBuilder("branches");
    Value input = builder.input("x", TensorType.f32(Shape.of(10)));
    Value wideA = wide(builder, input);
    Value wideB = wide(builder, input);
    Value narrowA = narrow(builder, wideA);
    Value narrowB = narrow(builder, wideB);
    builder.output(builder.add("sum", new Binary(Binary.Kind.ADD, Clamp.NONE), narrowA, narrowB));
    assertThat(MemoryPlan.of(builder.build(), KernelSelection.portable(), 4).arenaBytes()).isEqualTo(4 * (40 + 1));
  }

  private static Value wide(GraphBuilder builder, Value value) {
    return builder.add("wide", new Concat(0), value, value, value, value);
  }

  private static Value narrow(GraphBuilder builder, Value value) {
    return builder.add("narrow", new Slice(List.of(0), List.of(1), Shape.of(1)), value);
  }

  @Test
  void givesTheSamePlanForTheSameGraph() {
    Graph graph = RandomGraphs.graph(7, 20);
    MemoryPlan first = MemoryPlan.of(graph, KernelSelection.portable(), 4);
    MemoryPlan second = MemoryPlan.of(graph, KernelSelection.portable(), 4);
    assertThat(second.steps()).isEqualTo(first.steps());
    assertThat(graph.nodes()).allSatisfy(
        node -> assertThat(second.location(node.output())).isEqualTo(first.location(node.output())));
  }
}
