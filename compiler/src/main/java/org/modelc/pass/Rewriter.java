package org.modelc.pass;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;

/**
 * Rebuilds a graph node by node in execution order while a rule replaces some nodes.
 *
 * <p>A rule looks back: at the node in hand it may inspect the already rebuilt producers of its inputs, absorb one that nothing else uses,
 * and emit other nodes. What becomes unused is dropped.
 */
public final class Rewriter {
  /** Replaces a node, or leaves it. */
  public interface Rule {
    /** The values that stand for the node's outputs, one each; empty to keep the node. */
    Optional<List<Value>> rewrite(Match match);
  }

  private final Graph original;
  private final GraphBuilder out;
  private final Map<Value, Value> replacements = new IdentityHashMap<>();

  private Rewriter(Graph original) {
    this.original = original;
    this.out = new GraphBuilder(original.name());
  }

  /** The graph after one walk of {@code rule}, without dead nodes. */
  public static Graph rewrite(Graph graph, Rule rule) {
    return DeadCode.remove(new Rewriter(graph).run(rule));
  }

  private Graph run(Rule rule) {
    original.constants().forEach(out::adopt);
    original.inputs().forEach(input -> replacements.put(input, out.input(input.name(), input.type())));
    for (Node node : original.nodes()) {
      Match match = new Match(node);
      List<Value> results = rule.rewrite(match).orElseGet(match::keep);
      for (int i = 0; i < results.size(); i++) {
        replacements.put(node.outputs().get(i), results.get(i));
      }
    }
    original.outputs().forEach(output -> out.output(current(output)));
    return out.build();
  }

  private Value current(Value value) {
    return replacements.getOrDefault(value, value);
  }

  /** The node in hand, with its inputs as they stand in the graph being built. */
  public final class Match {
    private final Node node;
    private final List<Value> inputs;

    private Match(Node node) {
      this.node = node;
      this.inputs = node.inputs().stream().map(Rewriter.this::current).toList();
    }

    /** The node as it was. */
    public Node node() {
      return node;
    }

    /** The node's inputs in the graph being built. */
    public List<Value> inputs() {
      return inputs;
    }

    public Value input(int index) {
      return inputs.get(index);
    }

    /** The graph as it was. */
    public Graph original() {
      return original;
    }

    public GraphBuilder out() {
      return out;
    }

    /** The node of the new graph that computes input {@code index}. */
    public Optional<Node> producer(int index) {
      return out.producer(inputs.get(index));
    }

    /** The producer of input {@code index}, if nothing else reads that value, so that it may be absorbed. */
    public Optional<Node> soleProducer(int index) {
      return original.isUsedOnce(node.input(index)) ? producer(index) : Optional.empty();
    }

    public List<String> outputNames() {
      return node.outputs().stream().map(Value::name).toList();
    }

    /** The node unchanged but for its new inputs: shapes are inferred again, element types and quantisation stay. */
    public List<Value> keep() {
      List<TensorType> inferred = node.op().infer(inputs.stream().map(Value::type).toList());
      List<TensorType> types = new ArrayList<>();
      for (int i = 0; i < inferred.size(); i++) {
        types.add(node.outputTypes().get(i).withShape(inferred.get(i).shape()));
      }
      return out.addTyped(node.name(), node.op(), inputs, outputNames(), types);
    }
  }
}
