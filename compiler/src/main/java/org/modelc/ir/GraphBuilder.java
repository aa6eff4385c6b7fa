package org.modelc.ir;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.op.Op;

/** Builds a {@link Graph} node by node, infers output types and keeps names unique. */
public final class GraphBuilder {
  private final String name;
  private final List<Value> inputs = new ArrayList<>();
  private final List<Value> outputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Value, Node> producers = new IdentityHashMap<>();
  private final Map<Value, Value> adopted = new IdentityHashMap<>();
  private final Map<Value, Integer> uses = new IdentityHashMap<>();
  private final UniqueNames valueNames = new UniqueNames();
  private final UniqueNames nodeNames = new UniqueNames();

  public GraphBuilder(String name) {
    this.name = name;
  }

  public Value input(String inputName, TensorType type) {
    Value value = Value.variable(valueNames.take(inputName), type);
    inputs.add(value);
    return value;
  }

  public Value constant(String constantName, Tensor tensor) {
    return adopted(Value.constant(constantName, tensor));
  }

  /** Adds a node with inferred output types. Its outputs are named after {@code outputNames}, made unique. */
  public List<Value> add(String nodeName, Op op, List<Value> nodeInputs, List<String> outputNames) {
    List<TensorType> types = op.infer(nodeInputs.stream().map(Value::type).toList());
    return addTyped(nodeName, op, nodeInputs, outputNames, types);
  }

  /** Adds a node with one output, of the inferred type and named after the node. */
  public Value add(String nodeName, Op op, Value... nodeInputs) {
    return add(nodeName, op, List.of(nodeInputs), List.of(nodeName)).get(0);
  }

  /** Adds a node whose output types the caller decides (the quantisation of a result cannot be inferred). */
  public List<Value> addTyped(String nodeName, Op op, List<Value> nodeInputs, List<String> outputNames, List<TensorType> types) {
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      results.add(Value.variable(valueNames.take(outputNames.get(i)), types.get(i)));
    }
    List<Value> operands = nodeInputs.stream().map(this::adopted).toList();
    Node node = new Node(nodeNames.take(nodeName), op, operands, results);
    nodes.add(node);
    results.forEach(result -> producers.put(result, node));
    operands.forEach(operand -> uses.merge(operand, 1, Integer::sum));
    return results;
  }

  /** A constant of another graph joins this one when it is used, under another name if its own is taken. */
  private Value adopted(Value value) {
    if (!value.isConstant() || adopted.containsKey(value)) {
      return adopted.getOrDefault(value, value);
    }
    String name = valueNames.take(value.name());
    Value own = name.equals(value.name()) ? value : Value.constant(name, value.requireConstant());
    adopted.put(value, own);
    adopted.put(own, own);
    return own;
  }

  /** Reserves the name of another graph's constant, which otherwise happens when it is used. */
  public void adopt(Value constant) {
    adopted(constant);
  }

  /** Takes back a node whose outputs nothing uses, so that a node that absorbs it can have its name. */
  public void remove(Node node) {
    nodes.remove(node);
    nodeNames.release(node.name());
    for (Value output : node.outputs()) {
      producers.remove(output);
      valueNames.release(output.name());
    }
    for (Value input : node.inputs()) {
      int left = uses.merge(input, -1, Integer::sum);
      if (left == 0 && input.isConstant()) {
        adopted.values().removeIf(own -> own == input);
        valueNames.release(input.name());
      }
    }
  }

  /** How many inputs of the nodes added so far read {@code value}. */
  public int uses(Value value) {
    return uses.getOrDefault(value, 0);
  }

  /** The node added so far that computes {@code value}; empty for graph inputs and constants. */
  public Optional<Node> producer(Value value) {
    return Optional.ofNullable(producers.get(value));
  }

  public void output(Value value) {
    outputs.add(adopted(value));
  }

  public Graph build() {
    return new Graph(name, inputs, outputs, nodes);
  }
}
