package org.modelc.pass;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Op;
import org.modelc.op.Reshape;

/**
 * Rebuilds a graph node by node in execution order while a rule replaces some nodes.
 *
 * <p>A rule looks back: at the node in hand it may inspect the already rebuilt producers of its inputs, absorb one that nothing else uses,
 * and emit other nodes. What becomes unused is dropped. Graph outputs keep their names.
 */
public final class Rewriter {
  /** Walks for each node, and in any case, that are more than any graph needs: a rule that still finds work undoes its own results. */
  private static final int WALKS_PER_NODE = 10;

  private static final int LEAST_WALKS = 1000;

  /** Replaces a node, or leaves it. */
  public interface Rule {
    /** The values that stand for the node's outputs, one each; empty to keep the node. */
    Optional<List<Value>> rewrite(Match match);

    /** Tries {@code rules} in this order; the first that applies to a node replaces it. */
    static Rule firstOf(Rule... rules) {
      List<Rule> inOrder = List.of(rules);
      return match -> {
        for (Rule rule : inOrder) {
          Optional<List<Value>> result = rule.rewrite(match);
          if (result.isPresent()) {
            return result;
          }
        }
        return Optional.empty();
      };
    }
  }

  private final Graph original;
  private final GraphBuilder out;
  private final Map<Value, Value> replacements = new IdentityHashMap<>();

  /** For values of the new graph: how many inputs of original nodes still to come, and graph outputs, will read them. */
  private final Map<Value, Integer> pendingUses = new IdentityHashMap<>();

  private boolean changed;

  private Rewriter(Graph original) {
    this.original = original;
    this.out = new GraphBuilder(original.name());
  }

  /** The graph after one walk of {@code rule}, without dead nodes. */
  public static Graph rewrite(Graph graph, Rule rule) {
    return new Rewriter(graph).run(rule);
  }

  /** The graph after as many walks of {@code rule} as it takes until it changes nothing. */
  public static Graph rewriteFully(Graph graph, Rule rule) {
    Graph current = graph;
    int maxWalks = LEAST_WALKS + WALKS_PER_NODE * graph.nodes().size();
    for (int walk = 0; walk < maxWalks; walk++) {
      Rewriter rewriter = new Rewriter(current);
      Graph next = rewriter.run(rule);
      if (!rewriter.changed) {
        return next;
      }
      current = next;
    }
    throw new IllegalStateException("rewriting " + graph.name() + " does not end");
  }

  private Graph run(Rule rule) {
    original.inputs().forEach(input -> replace(input, out.input(input.name(), input.type())));
    for (Node node : original.nodes()) {
      Match match = new Match(node);
      Optional<List<Value>> rewritten = rule.rewrite(match);
      changed |= rewritten.isPresent();
      List<Value> results = rewritten.orElseGet(match::keep);
      node.inputs().forEach(input -> pendingUses.merge(current(input), -1, Integer::sum));
      for (int i = 0; i < results.size(); i++) {
        replace(node.outputs().get(i), results.get(i));
      }
    }
    original.outputs().forEach(output -> out.output(current(output)));
    List<String> outputNames = original.outputs().stream().map(Value::name).toList();
    return OutputNames.restore(DeadCode.remove(out.build()), outputNames);
  }

  private void replace(Value old, Value replacement) {
    replacements.put(old, replacement);
    int uses = original.consumers(old).size() + (int) original.outputs().stream().filter(old::equals).count();
    pendingUses.merge(replacement, uses, Integer::sum);
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

    /** The node's operator if it is of class {@code type}. */
    public <T extends Op> Optional<T> as(Class<T> type) {
      return node.as(type);
    }

    /** The node's inputs in the graph being built. */
    public List<Value> inputs() {
      return inputs;
    }

    public Value input(int index) {
      return inputs.get(index);
    }

    /** The type of the node's only output. */
    public TensorType outputType() {
      return node.output().type();
    }

    public Shape outputShape() {
      return node.output().shape();
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
      return soleProducer(inputs.get(index));
    }

    /**
     * The producer of {@code value}, an input of the node in hand or of a node before it, if nothing else reads that value.
     *
     * <p>Counts the readers already rebuilt and those still to come, so that it also holds where several old values became this one.
     */
    public Optional<Node> soleProducer(Value value) {
      return out.uses(value) + pendingUses.getOrDefault(value, 0) == 1 ? out.producer(value) : Optional.empty();
    }

    /** Removes a node whose only reader is the node in hand, which the rule replaces, so that its names are free for the replacement. */
    public void absorb(Node producer) {
      out.remove(producer);
    }

    public List<String> outputNames() {
      return node.outputs().stream().map(Value::name).toList();
    }

    /** The name of the node's only output. */
    public String outputName() {
      return node.output().name();
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

    /** Emits a node with one output of the inferred type. */
    public Value emit(String nodeName, String outputName, Op op, Value... operands) {
      return out.add(nodeName, op, List.of(operands), List.of(outputName)).get(0);
    }

    /** Emits a node with one output of type {@code type}. */
    public Value emitTyped(String nodeName, String outputName, Op op, List<Value> operands, TensorType type) {
      return out.addTyped(nodeName, op, operands, List.of(outputName), List.of(type)).get(0);
    }

    /** Emits the node in hand with another operator and another first input; other inputs, names and output types stay. */
    public List<Value> emitOver(Value firstInput, Op op) {
      List<Value> operands = new ArrayList<>(inputs);
      operands.set(0, firstInput);
      return out.addTyped(node.name(), op, operands, outputNames(), node.outputTypes());
    }

    /** The rule's result where one value replaces the only output. */
    public Optional<List<Value>> replaceBy(Value value) {
      return Optional.of(List.of(value));
    }

    /**
     * The rule's result where the node does nothing and {@code value}, computed before, stands for its output.
     *
     * <p>A graph output has its own name and buffer, so where the node computes one and {@code value} is a graph input, a constant or
     * already a graph output, a view of {@code value} is needed; empty if the node in hand is that view.
     */
    public Optional<List<Value>> forwardTo(Value value) {
      if (!original.isOutput(node.output()) || isFreeIntermediate(value)) {
        return replaceBy(value);
      }
      boolean isViewAlready = node.op() instanceof Reshape && input(0) == value;
      return isViewAlready
          ? Optional.empty()
          : replaceBy(emit(node.name(), outputName(), new Reshape(value.shape()), value));
    }

    private boolean isFreeIntermediate(Value value) {
      boolean alreadyOutput = original.outputs().stream().anyMatch(output -> replacements.get(output) == value);
      return out.producer(value).isPresent() && !alreadyOutput;
    }
  }
}
