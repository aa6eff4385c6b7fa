package org.modelc.ir;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An immutable network. Nodes stand in execution order: each uses only graph inputs, constants and outputs of earlier nodes. */
public final class Graph {
  private final String name;
  private final List<Value> inputs;
  private final List<Value> outputs;
  private final List<Node> nodes;
  private final Map<Value, Node> producers = new IdentityHashMap<>();
  private final Map<Value, List<Node>> consumers = new IdentityHashMap<>();

  public Graph(String name, List<Value> inputs, List<Value> outputs, List<Node> nodes) {
    this.name = name;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.nodes = List.copyOf(nodes);
    for (Node node : nodes) {
      node.outputs().forEach(output -> producers.put(output, node));
      node.inputs().forEach(input -> consumers.computeIfAbsent(input, value -> new ArrayList<>()).add(node));
    }
  }

  public String name() {
    return name;
  }

  public List<Value> inputs() {
    return inputs;
  }

  public List<Value> outputs() {
    return outputs;
  }

  public List<Node> nodes() {
    return nodes;
  }

  /** The node that computes {@code value}; empty for graph inputs and constants. */
  public Optional<Node> producer(Value value) {
    return Optional.ofNullable(producers.get(value));
  }

  /** The nodes that read {@code value}, in execution order; a node that reads it twice stands twice. */
  public List<Node> consumers(Value value) {
    return List.copyOf(consumers.getOrDefault(value, List.of()));
  }

  public boolean isOutput(Value value) {
    return outputs.contains(value);
  }

  /** Whether exactly one node input reads {@code value} and it is no graph output, so that its consumer may absorb it. */
  public boolean isUsedOnce(Value value) {
    return !isOutput(value) && consumers.getOrDefault(value, List.of()).size() == 1;
  }

  /** All constants that nodes or graph outputs use, each once, in order of first use. */
  public Set<Value> constants() {
    Set<Value> constants = new LinkedHashSet<>();
    nodes.forEach(node -> node.inputs().stream().filter(Value::isConstant).forEach(constants::add));
    outputs.stream().filter(Value::isConstant).forEach(constants::add);
    return constants;
  }

  /** Multiply-accumulate operations of one inference. */
  public long macs() {
    return nodes.stream().mapToLong(node -> node.op().macs(node)).sum();
  }
}
