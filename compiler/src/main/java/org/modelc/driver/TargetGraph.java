package org.modelc.driver;

import org.modelc.ir.Graph;
import org.modelc.ir.Verifier;
import org.modelc.kpu.KpuPartition;
import org.modelc.target.Target;

/** What a target computes: the compiled graph, or what an accelerator makes of it. */
final class TargetGraph {
  private TargetGraph() {}

  static Graph of(Graph compiled, Target target) {
    if (!target.has("kpu")) {
      return compiled;
    }
    Graph partitioned = KpuPartition.run(compiled);
    Verifier.verify(partitioned, "KpuPartition");
    return partitioned;
  }
}
