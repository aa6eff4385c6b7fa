package org.modelc.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modelc.TestModels;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.kernel.KernelSelection;
import org.modelc.onnx.OnnxImporter;
import org.modelc.op.Reshape;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.target.Target;
import org.modelc.target.Targets;

class BandedPlanTest {
  private static final int SEEDS = 300;

  @Test
  void everyRowIsThereWhenItIsRead() {
    int banded = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Graph graph = RandomMaps.graph(seed, 1, true);
      MemoryPlan plan = ForcedBands.plan(graph, KernelSelection.of(graph, target(seed)), 4, seed);
      Simulation.check(graph, plan);
      banded += ForcedBands.bandedLayers(plan);
    }
    assertThat(banded).isGreaterThan(2 * SEEDS);
  }

  private static Target target(int seed) {
    return Targets.find(List.of("host", "cortex-m4", "cortex-m55", "cortex-m0plus").get(seed % 4));
  }

  @Test
  void chosenSchedulesAreRightAndNeverLarger() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Graph graph = RandomMaps.graph(seed, 1, true);
      KernelSelection kernels = KernelSelection.of(graph, target(seed));
      MemoryPlan smallest = MemoryPlan.of(graph, kernels, 4, MemoryGoal.SMALLEST);
      Simulation.check(graph, smallest);
      assertThat(smallest.arenaBytes()).isLessThanOrEqualTo(MemoryPlan.of(graph, kernels, 4).arenaBytes());
    }
  }

  @Test
  void networksWithoutLayersHaveAPlan() {
    GraphBuilder builder = new GraphBuilder("view");
    Value input = builder.input("x", TensorType.f32(Shape.of(2, 3)));
    builder.output(builder.add("reshaped", new Reshape(Shape.of(6)), input));
    MemoryPlan plan = MemoryPlan.of(builder.build(), KernelSelection.portable(), 4, MemoryGoal.DEFAULT);
    assertThat(plan.arenaBytes()).isZero();
  }

  @Test
  void aBudgetIsKeptOrRefusedWithTheSmallestSize() {
    Graph graph = RandomMaps.graph(6, 1, true);
    int smallest = MemoryPlan.of(graph, KernelSelection.portable(), 4, MemoryGoal.SMALLEST).arenaBytes();
    assertThat(smallest).isPositive();
    assertThat(MemoryPlan.of(graph, KernelSelection.portable(), 4, MemoryGoal.fitting(smallest)).arenaBytes()).isLessThanOrEqualTo(smallest);
    assertThatThrownBy(() -> MemoryPlan.of(graph, KernelSelection.portable(), 4, MemoryGoal.fitting(smallest - 1)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(smallest + " bytes at least");
  }

  /** The goals of issue 4. */
  @ParameterizedTest
  @CsvSource({"vww, 36000", "resnet8, 24000", "kws, 9500", "sww, 7000"})
  void knownNetworksTakeLittleMemory(String name, int bytes) {
    Graph graph = Pipeline.run(
        Pipeline.OPTIMISE,
        OnnxImporter.load(TestModels.requireShared("models/mlperf-tiny/" + name + "_int8_qdq.onnx"), new Problems()),
        PassOptions.DEFAULT);
    Target target = Targets.find("cortex-m4");
    MemoryPlan plan = MemoryPlan.of(graph, KernelSelection.of(graph, target), target.bufferAlignment(), MemoryGoal.DEFAULT);
    assertThat(plan.arenaBytes()).isLessThanOrEqualTo(bytes);
    Simulation.check(graph, plan);
  }
}
