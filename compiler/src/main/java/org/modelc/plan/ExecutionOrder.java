package org.modelc.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/**
 * Looks for an execution order with a low peak of live bytes.
 *
 * <p>Beam search over the sets of executed nodes: level k holds the best ways to execute k nodes. It is exhaustive where no level has more
 * distinct sets than the beam is wide, which covers chains with the usual short branches. Deterministic.
 */
final class ExecutionOrder {
  private static final int WIDEST_BEAM = 64;

  /** Bounds the sets looked at, nodes x nodes x beam, so that large graphs take no longer than some tenths of a second. */
  private static final int EFFORT = 2_000_000;

  private static final Comparator<State> BEST_FIRST =
      Comparator.comparingLong(State::peak).thenComparingLong(State::live).thenComparingInt(State::last);

  /** The nodes executed so far, bytes alive after them, the peak on the way, and the way. */
  private record State(BitSet executed, long live, long peak, int last, Optional<State> previous) {}

  private final Dataflow flow;
  private final int alignment;
  private final List<BitSet> dependencies;
  private final int beamWidth;

  private ExecutionOrder(Dataflow flow, int alignment) {
    this.flow = flow;
    this.alignment = alignment;
    this.dependencies = flow.nodes().stream().map(this::dependencies).toList();
    long pairs = Math.max(1, (long) dependencies.size() * dependencies.size());
    this.beamWidth = (int) Math.max(1, Math.min(WIDEST_BEAM, EFFORT / pairs));
  }

  /** All nodes of {@code flow}, each after those it depends on. */
  static List<Node> search(Dataflow flow, int alignment) {
    return new ExecutionOrder(flow, alignment).search();
  }

  private List<Node> search() {
    List<State> beam = List.of(new State(new BitSet(), 0, 0, -1, Optional.empty()));
    for (int level = 0; level < flow.nodes().size(); level++) {
      beam = nextLevel(beam);
    }
    return way(beam.get(0));
  }

  private List<State> nextLevel(List<State> beam) {
    Map<BitSet, State> best = new LinkedHashMap<>();
    for (State state : beam) {
      for (int node = 0; node < dependencies.size(); node++) {
        if (isReady(node, state.executed)) {
          State next = execute(node, state);
          best.merge(next.executed, next, (a, b) -> BEST_FIRST.compare(a, b) <= 0 ? a : b);
        }
      }
    }
    return best.values().stream().sorted(BEST_FIRST).limit(beamWidth).toList();
  }

  private boolean isReady(int node, BitSet executed) {
    if (executed.get(node)) {
      return false;
    }
    BitSet missing = (BitSet) dependencies.get(node).clone();
    missing.andNot(executed);
    return missing.isEmpty();
  }

  private State execute(int index, State state) {
    Node node = flow.nodes().get(index);
    BitSet executed = (BitSet) state.executed.clone();
    executed.set(index);
    long outputs = node.outputs().stream().filter(flow::needsArena).mapToLong(this::bytes).sum();
    boolean inPlace = flow.overwritable(node).stream().anyMatch(root -> isDead(root, executed));
    long during = state.live + (inPlace ? 0 : outputs);
    long dead = node.outputs().stream().filter(flow::needsArena).filter(output -> isDead(output, executed)).mapToLong(this::bytes).sum()
        + node.inputs().stream().map(flow::root).distinct().filter(flow::needsArena).filter(root -> isDead(root, executed))
            .mapToLong(this::bytes).sum();
    return new State(executed, state.live + outputs - dead, Math.max(state.peak, during + scratchBytes(node)), index, Optional.of(state));
  }

  private long scratchBytes(Node node) {
    return Alignment.up(flow.kernels().of(node).scratchBytes(node), alignment);
  }

  private boolean isDead(Value root, BitSet executed) {
    BitSet waiting = (BitSet) flow.readers(root).clone();
    waiting.andNot(executed);
    return waiting.isEmpty();
  }

  private long bytes(Value root) {
    return Alignment.up(root.type().bytes(), alignment);
  }

  private BitSet dependencies(Node node) {
    BitSet producers = new BitSet();
    node.inputs().stream().map(flow::root).filter(flow::isComputed).forEach(root -> producers.set(flow.producer(root)));
    return producers;
  }

  private List<Node> way(State last) {
    List<Node> order = new ArrayList<>();
    for (State state = last; state.previous.isPresent(); state = state.previous.get()) {
      order.add(0, flow.nodes().get(state.last));
    }
    return order;
  }
}
