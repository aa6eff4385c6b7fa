package org.modelc.stream;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.problem.Code;
import org.modelc.problem.Problem;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** Which values of a network move on row by row with its input, and how. All others depend on the window as a whole. */
final class StreamedRows {
  /**
   * A value that moves on with the input.
   *
   * @param axis that counts its rows
   * @param rows in the window
   * @param stride rows of the input for one of its own
   */
  record Moving(int axis, int rows, int stride) {}

  private final Graph graph;
  private final Map<Value, Moving> moving = new IdentityHashMap<>();
  private final Map<Node, RowRule> rules = new IdentityHashMap<>();

  /** @throws ProblemException E408 if there is no stream, or padding stands in its way */
  StreamedRows(Graph graph) {
    this.graph = graph;
    if (graph.inputs().size() != 1) {
      throw impossible("there are " + graph.inputs().size() + " inputs.");
    }
    Shape shape = graph.inputs().get(0).shape();
    int axis = IntStream.range(0, shape.rank()).filter(candidate -> shape.dim(candidate) != 1).findFirst()
        .orElseThrow(() -> impossible("the input " + shape + " has no axis of rows."));
    moving.put(graph.inputs().get(0), new Moving(axis, shape.dim(axis), 1));
    Problems problems = new Problems();
    graph.nodes().forEach(node -> follow(node, problems));
    problems.throwIfErrors();
    requireWork();
  }

  private void follow(Node node, Problems problems) {
    Optional<Moving> input = commonInput(node);
    Optional<RowRule> rule = input.filter(rows -> node.outputs().size() == 1).flatMap(rows -> RowRule.of(node, rows.axis));
    if (rule.isEmpty()) {
      return;
    }
    if (rule.get().begin() < 0 || rule.get().padAfter() > 0) {
      problems.add(padded(node, rule.get()));
    }
    rules.put(node, rule.get());
    int rows = node.output().shape().dim(rule.get().axis());
    moving.put(node.output(), new Moving(rule.get().axis(), rows, input.get().stride * rule.get().stride()));
  }

  /** What the inputs have in common, if all of them move, and alike. */
  private Optional<Moving> commonInput(Node node) {
    List<Value> inputs = node.inputs().stream().filter(input -> !input.isConstant()).toList();
    Optional<Moving> first = inputs.stream().findFirst().map(moving::get);
    return first.filter(rows -> inputs.stream().allMatch(input -> rows.equals(moving.get(input))));
  }

  private static Problem padded(Node node, RowRule rule) {
    String where = "node \"" + node.name() + "\" (" + node.op().name() + ")";
    String cause = "It pads " + Math.max(0, -rule.begin()) + " rows before and " + rule.padAfter() + " behind those of the stream (axis "
        + rule.axis() + "): as the window moves on, its first and last results change.";
    return Problem.of(Code.E408, where, cause);
  }

  private void requireWork() {
    if (moving.keySet().stream().noneMatch(value -> graph.producer(value).filter(node -> node.op().macs(node) > 0).isPresent())) {
      String reader = graph.consumers(graph.inputs().get(0)).stream().findFirst().map(node -> "\"" + node.name() + "\"").orElse("nothing");
      throw impossible("no convolution or matrix product moves on row by row; the first reader is " + reader + ".");
    }
  }

  private ProblemException impossible(String cause) {
    return new ProblemException(Code.E408, "network \"" + graph.name() + "\"", "Its input is no stream of rows: " + cause);
  }

  boolean isMoving(Value value) {
    return moving.containsKey(value);
  }

  Moving of(Value value) {
    return moving.get(value);
  }

  /** How the rows of a node that moves on depend on its inputs; empty for all others. */
  Optional<RowRule> rule(Node node) {
    return Optional.ofNullable(rules.get(node));
  }

  /** Rows of the input after which all values have moved on by whole rows. */
  int totalStride() {
    return moving.values().stream().mapToInt(Moving::stride).reduce(1, StreamedRows::leastCommonMultiple);
  }

  private static int leastCommonMultiple(int a, int b) {
    return a / greatestCommonDivisor(a, b) * b;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
