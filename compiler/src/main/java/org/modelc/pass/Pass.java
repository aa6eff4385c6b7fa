package org.modelc.pass;

import org.modelc.ir.Graph;

/** A rewriting of a graph that computes the same, better suited to what follows. */
public interface Pass {
  /** The name for {@code --dump-after} and for the folder of its tests. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** The rewritten graph; {@code graph} itself does not change. */
  Graph run(Graph graph, PassOptions options);
}
