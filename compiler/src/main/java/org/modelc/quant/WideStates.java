package org.modelc.quant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Value;
import org.modelc.op.Recurrent;

/** The states that recurrent layers take and give in 16 bits, with a quantisation of their own. */
final class WideStates {
  private final Graph graph;
  private final Map<Value, Quant> quants = new IdentityHashMap<>();
  private final Map<List<Value>, Set<Quant>> byGroup = new HashMap<>();

  /** @param groups of values that share a quantisation */
  WideStates(Graph graph, Map<Value, List<Value>> groups) {
    this.graph = graph;
    graph.nodes().stream().filter(node -> node.op() instanceof Recurrent layer && layer.carriesState()).forEach(this::find);
    quants.forEach((value, quant) -> {
      if (groups.containsKey(value)) {
        byGroup.computeIfAbsent(groups.get(value), group -> new HashSet<>()).add(quant);
      }
    });
  }

  private void find(Node node) {
    Recurrent.Cell cell = ((Recurrent) node.op()).cell();
    for (int state = 0; state < cell.states(); state++) {
      if (cell.wideState(state).isPresent()) {
        quants.put(node.input(Recurrent.STATES + state), cell.wideState(state).get());
        quants.put(node.outputs().get(Recurrent.LAST_STATES + state), cell.wideState(state).get());
      }
    }
  }

  /** Whether a layer takes or gives {@code value} in 16 bits. */
  boolean isWide(Value value) {
    return quants.containsKey(value);
  }

  /** Whether one of the group is. */
  boolean contains(List<Value> group) {
    return byGroup.containsKey(group);
  }

  /**
   * The quantisation of a group of which all that is computed are such states of one quantisation.
   *
   * @param sources of the group: what is given or computed
   */
  Optional<Quant> quant(List<Value> group, List<Value> sources) {
    Set<Quant> ofGroup = byGroup.getOrDefault(group, Set.of());
    boolean onlyStates = sources.stream().filter(source -> graph.producer(source).isPresent()).allMatch(quants::containsKey);
    return ofGroup.size() == 1 && onlyStates ? ofGroup.stream().findFirst() : Optional.empty();
  }
}
