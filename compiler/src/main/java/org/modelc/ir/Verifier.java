package org.modelc.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.modelc.op.OpException;

/** Checks what every graph between passes must satisfy; a violation is a defect of the compiler. */
public final class Verifier {
  private final List<String> violations = new ArrayList<>();
  private final Set<String> valueNames = new HashSet<>();
  private final Set<String> nodeNames = new HashSet<>();
  private final Set<Value> defined = Collections.newSetFromMap(new IdentityHashMap<>());

  private Verifier() {}

  /**
   * Ends with an exception if {@code graph} is not well formed: names unique, every value defined once and before its use, output types
   * as the operators infer them.
   *
   * @param stage what made the graph, for the message
   * @throws IllegalStateException naming every violation
   */
  public static void verify(Graph graph, String stage) {
    List<String> violations = violations(graph);
    if (!violations.isEmpty()) {
      throw new IllegalStateException("graph is malformed after " + stage + ": " + String.join("; ", violations));
    }
  }

  /** What is wrong with {@code graph}, one sentence each. */
  static List<String> violations(Graph graph) {
    Verifier verifier = new Verifier();
    verifier.check(graph);
    return verifier.violations;
  }

  private void check(Graph graph) {
    graph.inputs().forEach(this::define);
    graph.constants().forEach(this::define);
    for (Node node : graph.nodes()) {
      checkNode(node);
      node.outputs().forEach(this::define);
    }
    graph.outputs().stream()
        .filter(output -> !defined.contains(output))
        .forEach(output -> violations.add("graph output " + output + " is not defined"));
  }

  private void define(Value value) {
    if (!defined.add(value)) {
      violations.add("value " + value + " is defined twice");
    } else if (!valueNames.add(value.name())) {
      violations.add("value name " + value.name() + " is not unique");
    }
  }

  private void checkNode(Node node) {
    if (!nodeNames.add(node.name())) {
      violations.add("node name " + node.name() + " is not unique");
    }
    node.inputs().stream()
        .filter(input -> !defined.contains(input))
        .forEach(input -> violations.add("node " + node.name() + " reads " + input + " before it is defined"));
    try {
      checkTypes(node, node.op().infer(node.inputTypes()));
    } catch (OpException e) {
      violations.add("node " + node + " does not accept its inputs: " + e.getMessage());
    }
  }

  private void checkTypes(Node node, List<TensorType> inferred) {
    if (inferred.size() != node.outputs().size()) {
      violations.add("node " + node.name() + " has " + node.outputs().size() + " outputs, not " + inferred.size());
      return;
    }
    for (int i = 0; i < inferred.size(); i++) {
      TensorType actual = node.outputTypes().get(i);
      if (!isConsistent(actual, inferred.get(i))) {
        violations.add("output " + node.outputs().get(i) + " of node " + node.name() + " should have type " + inferred.get(i));
      }
    }
  }

  /** Where the operator does not decide the quantisation, the graph does; a result of quantised S8 operands always has one. */
  private static boolean isConsistent(TensorType actual, TensorType inferred) {
    boolean sameElements = actual.dtype() == inferred.dtype() && actual.shape().equals(inferred.shape());
    return sameElements && (inferred.quant().isEmpty() || inferred.quant().equals(actual.quant()));
  }
}
