package org.modelc.c;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.modelc.ir.Graph;
import org.modelc.plan.MemoryPlan;
import org.modelc.target.Targets;

class CGeneratorTest {

  @Test
  void givesTheSameBytesForTheSameModel() {
    assertThat(generate(new ConvGraphs(1).chain(3, "a", "b")).files()).isEqualTo(generate(new ConvGraphs(1).chain(3, "a", "b")).files());
  }

  private static GeneratedModel generate(Graph graph) {
    return CGenerator.generate(graph, MemoryPlan.of(graph, 4), Targets.find("host"), GenerationOptions.named("net"));
  }
}
