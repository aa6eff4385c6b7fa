package org.modelc.training.loop;

import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Reshape;
import org.modelc.op.Softmax;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.quant.Classification;

/** Where a classifier has its scores before they become probabilities: losses are computed from these. */
final class ScoreOutput {
  private ScoreOutput() {}

  /** @throws ProblemException E601 if no output looks like scores of classes */
  static Value of(Graph graph) {
    Value value = Classification.of(graph).map(classification -> graph.outputs().get(classification.output()))
        .orElseThrow(() -> new ProblemException(
            Code.E601, "graph \"" + graph.name() + "\"", "No output is a row of scores, one for each class."));
    while (graph.producer(value).filter(ScoreOutput::keepsOrder).isPresent()) {
      value = graph.producer(value).orElseThrow().input(0);
    }
    return value;
  }

  private static boolean keepsOrder(Node node) {
    return node.op() instanceof Reshape || node.op() instanceof Softmax;
  }
}
