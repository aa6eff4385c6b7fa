package org.modelc.pass;

import org.modelc.ir.Graph;

/** A pass that applies one rule until it changes nothing. */
interface RulePass extends Pass, Rewriter.Rule {
  @Override
  default Graph run(Graph graph, PassOptions options) {
    return Rewriter.rewriteFully(graph, this);
  }
}
