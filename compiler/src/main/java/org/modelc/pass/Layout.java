package org.modelc.pass;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.op.Binary;
import org.modelc.op.Concat;
import org.modelc.op.Transpose;

/**
 * Makes Transposes cancel: moves them towards the outputs with all that helps on the way, as far as this lowers the number of bytes that
 * they copy.
 */
final class Layout implements Pass {
  /** Trying one costs a walk of the whole graph. */
  private static final int MAX_TRIALS = 64;

  @Override
  public Graph run(Graph graph, PassOptions options) {
    Graph unmoved = new Rules("Simplify", new RemoveNoOps(), new MergeViews()).run(graph, options);
    Graph best = Stream.of(sink(unmoved, new SinkTransposes()), sink(unmoved, new SinkTransposes(true, Set.of())), unmoved)
        .min(Comparator.comparingLong(Layout::bytesCopied))
        .orElseThrow();
    List<String> trials = best.nodes().stream().filter(node -> isMixed(best, node)).map(Node::name).limit(MAX_TRIALS).toList();
    Graph joined = best;
    for (String name : trials) {
      Graph trial = sink(Rewriter.rewrite(joined, new SinkTransposes(false, Set.of(name))), new SinkTransposes());
      joined = bytesCopied(trial) < bytesCopied(joined) ? trial : joined;
    }
    return joined;
  }

  private static Graph sink(Graph graph, SinkTransposes sinking) {
    return Rewriter.rewriteFully(
        graph, Rewriter.Rule.firstOf(new RemoveNoOps(), new MergeViews(), new PermuteDenseWeights(), sinking, new SinkReshapes()));
  }

  /** Whether an operand is transposed: had all been so alike, the Transpose would have sunk below the node. */
  private static boolean isMixed(Graph graph, Node node) {
    return (node.op() instanceof Binary || node.op() instanceof Concat)
        && node.inputs().stream().flatMap(input -> graph.producer(input).stream()).anyMatch(producer -> producer.op() instanceof Transpose);
  }

  private static long bytesCopied(Graph graph) {
    return graph.nodes().stream().filter(node -> node.op() instanceof Transpose).mapToLong(node -> node.output().type().bytes()).sum();
  }
}
