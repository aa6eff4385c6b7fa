package org.modelc.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.kernel.KernelSelection;
import org.modelc.plan.ForcedBands;
import org.modelc.plan.MemoryPlan;
import org.modelc.plan.RandomMaps;
import org.modelc.reference.Interpreter;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/** Layers that run in bands give the bytes of whole layers. */
class BandedCodeTest {
  /** In one image. */
  private static final int NETWORKS = 40;

  private static GeneratedModel generate(Graph graph, Target target, long seed, boolean profile) {
    MemoryPlan plan = ForcedBands.plan(graph, KernelSelection.of(graph, target), target.bufferAlignment(), seed);
    assertThat(ForcedBands.bandedLayers(plan)).isGreaterThan(NETWORKS);
    return CGenerator.generate(graph, plan, target, GenerationOptions.named("net").withProfile(profile));
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, true", "4, false", "5, false"})
  void equalsTheInterpreterUnderSanitizers(long seed, boolean quantised) {
    Graph graph = RandomMaps.graph(seed, NETWORKS, quantised);
    List<Tensor> sample = RandomMaps.sample(graph, seed);
    GeneratedProject project = new GeneratedProject().add(generate(graph, Targets.find("host"), seed, false));
    assertThat(project.run("net", graph, sample)).isEqualTo(GeneratedProject.bytes(new Interpreter(graph).run(sample)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cortex-m0plus", "cortex-m4", "cortex-m55", "k210"})
  void equalsTheInterpreterOnTargets(String name) {
    Graph graph = RandomMaps.graph(6, NETWORKS, true);
    List<Tensor> sample = RandomMaps.sample(graph, 6);
    Target target = Targets.find(name);
    GeneratedProject project = new GeneratedProject().add(generate(graph, target, 6, false));
    assertThat(project.run("net", graph, sample, target).sample(0)).isEqualTo(GeneratedProject.bytes(new Interpreter(graph).run(sample)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void compilesWithoutWarnings(boolean profile) {
    Graph graph = RandomMaps.graph(7, NETWORKS, true);
    assertThat(new GeneratedProject().add(generate(graph, Targets.find("host"), 7, profile)).warnings()).isEmpty();
  }
}
