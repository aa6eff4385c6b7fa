package org.modelc.stream;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.ir.UniqueNames;
import org.modelc.ir.Value;
import org.modelc.op.History;
import org.modelc.op.Op;

/** Builds the graph of one push. */
final class StepBuilder {
  private final Graph whole;
  private final StreamedRows rows;
  private final int pushRows;
  private final UniqueNames names = new UniqueNames();
  private final List<Node> nodes = new ArrayList<>();

  /** How many of the last rows of a value readers need. */
  private final Map<Value, Integer> needed = new IdentityHashMap<>();

  private final Map<Value, Value> newest = new IdentityHashMap<>();
  private final Map<Value, Value> kept = new IdentityHashMap<>();

  StepBuilder(Graph whole, StreamedRows rows, int pushRows) {
    this.whole = whole;
    this.rows = rows;
    this.pushRows = pushRows;
    Stream.concat(whole.inputs().stream(), Stream.concat(whole.constants().stream(), whole.nodes().stream().flatMap(node -> node.outputs().stream())))
        .map(Value::name).forEach(names::take);
    whole.nodes().stream().map(Node::name).forEach(names::take);
  }

  /** First all that moves on with the input, then what the whole window is needed for. */
  Graph build() {
    whole.nodes().forEach(this::need);
    whole.outputs().stream().filter(rows::isMoving).forEach(output -> need(output, rows.of(output).rows()));
    Value input = whole.inputs().get(0);
    Value newestRows = Value.variable(input.name(), newestType(input));
    add(input, newestRows);
    whole.nodes().stream().filter(node -> rows.rule(node).isPresent()).forEach(this::addNewest);
    whole.nodes().stream().filter(node -> rows.rule(node).isEmpty()).forEach(this::addWhole);
    return new Graph(whole.name(), List.of(newestRows), whole.outputs().stream().map(this::window).toList(), nodes);
  }

  private void need(Node node) {
    for (Value input : node.inputs().stream().filter(rows::isMoving).toList()) {
      need(input, rows.rule(node).isPresent() ? rowsRead(node, input) : rows.of(input).rows());
    }
  }

  private void need(Value value, int count) {
    needed.merge(value, count, Math::max);
  }

  /** From the first that the node's newest rows read, to the last there is. */
  private int rowsRead(Node node, Value input) {
    RowRule rule = rows.rule(node).orElseThrow();
    int firstMade = rows.of(node.output()).rows() - newestRows(node.output());
    return rows.of(input).rows() - (rule.begin() + firstMade * rule.stride());
  }

  private int newestRows(Value value) {
    return Math.min(pushRows / rows.of(value).stride(), rows.of(value).rows());
  }

  private TensorType newestType(Value value) {
    return value.type().withShape(value.shape().withDim(rows.of(value).axis(), newestRows(value)));
  }

  private void addNewest(Node node) {
    RowRule rule = rows.rule(node).orElseThrow();
    Value output = node.output();
    boolean isKept = needed.getOrDefault(output, 0) > newestRows(output);
    Value made = Value.variable(isKept ? names.take(output.name() + "_new") : output.name(), newestType(output));
    Value moving = node.inputs().stream().filter(rows::isMoving).findFirst().orElseThrow();
    int read = rowsRead(node, moving);
    int first = RowRule.canSkipRows(node.op()) ? available(moving, read) - read : 0;
    Op op = rule.op().of(first, newestRows(output));
    nodes.add(new Node(node.name(), op, node.inputs().stream().map(input -> lastRows(input, node)).toList(), List.of(made)));
    add(output, made);
  }

  /** Makes the newest rows of a value known, and keeps them where they are needed again. */
  private void add(Value value, Value newestRows) {
    newest.put(value, newestRows);
    int count = needed.getOrDefault(value, 0);
    if (count > newestRows(value)) {
      int axis = rows.of(value).axis();
      String name = newestRows.name().equals(value.name()) ? names.take(value.name() + "_window") : value.name();
      Value window = Value.variable(name, value.type().withShape(value.shape().withDim(axis, count)));
      nodes.add(new Node(names.take(name + "_history"), new History(axis, count), List.of(newestRows), List.of(window)));
      kept.put(value, window);
    }
  }

  /** Rows of what a reader of {@code read} rows gets. */
  private int available(Value value, int read) {
    return read <= newestRows(value) ? newestRows(value) : needed.get(value);
  }

  /** An input of a node that moves on: the rows that its newest rows read. */
  private Value lastRows(Value input, Node reader) {
    if (!rows.isMoving(input)) {
      return input;
    }
    int read = rowsRead(reader, input);
    Value source = read <= newestRows(input) ? newest.get(input) : kept.get(input);
    return available(input, read) == read || RowRule.canSkipRows(reader.op()) ? source : sliced(source, rows.of(input).axis(), read);
  }

  private Value sliced(Value source, int axis, int count) {
    Value part = Value.variable(names.take(source.name() + "_last"), source.type().withShape(source.shape().withDim(axis, count)));
    nodes.add(new Node(names.take(part.name() + "_slice"), RowRule.lastRows(source.shape(), axis, count), List.of(source), List.of(part)));
    return part;
  }

  private void addWhole(Node node) {
    nodes.add(new Node(node.name(), node.op(), node.inputs().stream().map(this::window).toList(), node.outputs()));
  }

  /** All rows of the window. */
  private Value window(Value value) {
    return rows.isMoving(value) ? kept.getOrDefault(value, newest.get(value)) : value;
  }
}
