package org.modelc.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modelc.op.Op;

/** Builds a {@link Graph} node by node, infers output types and keeps names unique. */
public final class GraphBuilder {
  private final String name;
  private final List<Value> inputs = new ArrayList<>();
  private final List<Value> outputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Value, Node> producers = new IdentityHashMap<>();
  private final Set<String> valueNames = new HashSet<>();
  private final Set<String> nodeNames = new HashSet<>();

  public GraphBuilder(String name) {
    this.name = name;
  }

  public Value input(String inputName, TensorType type) {
    Value value = Value.variable(unique(inputName, valueNames), type);
    inputs.add(value);
    return value;
  }

  public Value constant(String constantName, Tensor tensor) {
    return Value.constant(unique(constantName, valueNames), tensor);
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
      results.add(Value.variable(unique(outputNames.get(i), valueNames), types.get(i)));
    }
    Node node = new Node(unique(nodeName, nodeNames), op, nodeInputs, results);
    nodes.add(node);
    results.forEach(result -> producers.put(result, node));
    return results;
  }

  /** Uses a constant of another graph here; its name is taken as it is. */
  public void adopt(Value constant) {
    valueNames.add(constant.name());
  }

  /** Takes back a node whose outputs nothing uses, so that a node that absorbs it can have its name. */
  public void remove(Node node) {
    nodes.remove(node);
    nodeNames.remove(node.name());
    for (Value output : node.outputs()) {
      producers.remove(output);
      valueNames.remove(output.name());
    }
  }

  /** The node added so far that computes {@code value}; empty for graph inputs and constants. */
  public Optional<Node> producer(Value value) {
    return Optional.ofNullable(producers.get(value));
  }

  public void output(Value value) {
    outputs.add(value);
  }

  public Graph build() {
    return new Graph(name, inputs, outputs, nodes);
  }

  private static String unique(String wanted, Set<String> taken) {
    String candidate = wanted;
    for (int suffix = 2; !taken.add(candidate); suffix++) {
      candidate = wanted + "_" + suffix;
    }
    return candidate;
  }
}
