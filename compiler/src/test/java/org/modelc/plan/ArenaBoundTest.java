package org.modelc.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.TestModels;
import org.modelc.ir.Graph;
import org.modelc.kernel.KernelSelection;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/**
 * The promise of the planner on real networks: with whole layers at most 5 % above the largest sum of tensors that are needed at the same
 * time, with bands no more than that.
 */
class ArenaBoundTest {
  private static final double PROMISE = 1.05;

  @Test
  void holdsForTheTestModels() throws IOException {
    check(TestModels.root().resolve("test-models/net"));
  }

  @Test
  void holdsForTheSharedModels() throws IOException {
    assumeTrue(TestModels.shared().isPresent(), "needs the shared folder");
    check(TestModels.shared().orElseThrow().resolve("models/mlperf-tiny"));
  }

  private static void check(Path folder) throws IOException {
    List<Path> models = models(folder);
    assertThat(models).isNotEmpty();
    for (Path file : models) {
      Graph graph = Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(file, new Problems()), PassOptions.DEFAULT);
      for (Target target : Targets.all()) {
        MemoryPlan plan = MemoryPlan.of(graph, KernelSelection.of(graph, target), target.bufferAlignment());
        assertThat(plan.arenaBytes()).as("%s on %s", file, target.name()).isLessThanOrEqualTo((int) (PROMISE * plan.peakLiveBytes()));
        MemoryPlan banded = MemoryPlan.of(graph, KernelSelection.of(graph, target), target.bufferAlignment(), MemoryGoal.DEFAULT);
        assertThat(banded.arenaBytes()).as("bands of %s on %s", file, target.name()).isLessThanOrEqualTo(plan.arenaBytes());
      }
    }
  }

  private static List<Path> models(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
  }
}
