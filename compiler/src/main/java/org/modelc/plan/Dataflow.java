package org.modelc.plan;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.kernel.KernelSelection;
import org.modelc.op.History;
import org.modelc.state.States;

/**
 * A graph without its views: the nodes that need code, and for every value its root, the value whose bytes it shares. A root is a graph
 * input, a constant or the output of a node that needs code.
 */
final class Dataflow {
  private final Graph graph;
  private final KernelSelection kernels;
  private final List<Node> nodes;
  private final Map<Value, Value> roots = new IdentityHashMap<>();
  private final Map<Value, BitSet> readers = new IdentityHashMap<>();
  private final Map<Value, Integer> producers = new IdentityHashMap<>();
  private final Map<Value, Integer> outputs = new IdentityHashMap<>();
  private final States states;

  /** For what becomes a state, where the state lies: the graph input. */
  private final Map<Value, Value> nextStates = new IdentityHashMap<>();

  Dataflow(Graph graph, KernelSelection kernels) {
    this(graph, kernels, States.NONE);
  }

  Dataflow(Graph graph, KernelSelection kernels, States states) {
    this.graph = graph;
    this.kernels = kernels;
    this.states = states;
    this.nodes = graph.nodes().stream().filter(node -> !node.op().isView()).toList();
    graph.nodes().stream().filter(node -> node.op().isView()).forEach(view -> roots.put(view.output(), root(view.input(0))));
    for (int index = 0; index < nodes.size(); index++) {
      for (Value output : nodes.get(index).outputs()) {
        producers.put(output, index);
      }
      for (Value input : nodes.get(index).inputs()) {
        readers.computeIfAbsent(root(input), root -> new BitSet()).set(index);
      }
    }
    for (int index = 0; index < results().size(); index++) {
      if (!isKept(root(results().get(index)))) {
        outputs.putIfAbsent(root(results().get(index)), index);
      }
    }
    states.pairs().forEach(pair -> nextStates.putIfAbsent(root(graph.outputs().get(pair.output())), graph.inputs().get(pair.input())));
  }

  /** The graph inputs that are given in each call. */
  List<Value> arguments() {
    return states.arguments(graph.inputs());
  }

  /** The graph outputs that are results of each call. */
  List<Value> results() {
    return states.results(graph.outputs());
  }

  States states() {
    return states;
  }

  /** The graph inputs that hold states. */
  List<Value> stateInputs() {
    return states.pairs().stream().map(pair -> graph.inputs().get(pair.input())).toList();
  }

  /** The first graph input that holds {@code root} in the next call; empty for all that is no state. */
  Optional<Value> nextState(Value root) {
    return Optional.ofNullable(nextStates.get(root));
  }

  /** Whether a node may compute {@code output} in the place of the state {@code input}, if nothing reads that later. */
  boolean mayOverwriteState(Node node, Value output, Value input) {
    List<Integer> reading = IntStream.range(0, node.inputs().size()).filter(i -> root(node.input(i)) == input).boxed().toList();
    OptionalInt ofSeveral = node.op().inPlaceInput(node.outputs().indexOf(output));
    boolean inPlace = reading.size() == 1 && (node.outputs().size() == 1
        ? kernels.of(node).inPlaceInputs(node).contains(reading.get(0))
        : ofSeveral.isPresent() && ofSeveral.getAsInt() == reading.get(0));
    return inPlace && !isResult(input);
  }

  /** Whether a result is {@code root} or a view of it. */
  boolean isResult(Value root) {
    return results().stream().anyMatch(result -> root(result) == root);
  }

  Graph graph() {
    return graph;
  }

  KernelSelection kernels() {
    return kernels;
  }

  /** The nodes that need code, in the graph's order. Other methods identify a node by its index here. */
  List<Node> nodes() {
    return nodes;
  }

  Value root(Value value) {
    return roots.getOrDefault(value, value);
  }

  /** Whether a node computes {@code root}, so that it needs a buffer. */
  boolean isComputed(Value root) {
    return producers.containsKey(root);
  }

  /** The node that computes {@code root}; only where {@link #isComputed} holds. */
  int producer(Value root) {
    return producers.get(root);
  }

  /** The nodes that read {@code root} or a view of it. */
  BitSet readers(Value root) {
    return readers.getOrDefault(root, new BitSet());
  }

  /** The first result that is {@code root} or a view of it; empty for what stays in the arena. */
  OptionalInt output(Value root) {
    Integer index = outputs.get(root);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** Whether {@code root} lies in the K210's AI SRAM. */
  boolean isInAiSram(Value root) {
    return isComputed(root) && nodes.get(producer(root)).op().isInAiSram();
  }

  /** Whether {@code root} stays in the arena between calls: nothing else may ever use its bytes. */
  boolean isKept(Value root) {
    return isComputed(root) && nodes.get(producer(root)).op() instanceof History;
  }

  /** Whether any value stays in the arena between calls. */
  boolean keepsValues() {
    return nodes.stream().anyMatch(node -> node.op() instanceof History);
  }

  /** Whether {@code root} is computed into the arena for a time, unless it is overwritten in place by a graph output. */
  boolean needsArena(Value root) {
    return isComputed(root) && !outputs.containsKey(root) && !isInAiSram(root) && !isKept(root);
  }

  /**
   * The roots whose buffer the only output of a node could take over if nothing read them later: not smaller, of equal element type, in the
   * arena, and not read by the node in another form.
   */
  List<Value> overwritable(Node node) {
    if (node.outputs().size() != 1) {
      return List.of();
    }
    return kernels.of(node).inPlaceInputs(node).stream().map(node::input).filter(input -> isOverwritable(node, input)).map(this::root).toList();
  }

  private boolean isOverwritable(Node node, Value input) {
    Value root = root(input);
    boolean readOtherwise = node.inputs().stream().anyMatch(other -> other != input && root(other) == root);
    boolean fits = root.type().dtype() == node.output().type().dtype() && root.type().bytes() >= node.output().type().bytes();
    return needsArena(root) && fits && !readOtherwise && nextState(root).isEmpty();
  }
}
