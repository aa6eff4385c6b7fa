package org.modelc.onnx.translate;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.onnx.model.OnnxNode;
import org.modelc.op.Binary;
import org.modelc.op.Select;
import org.modelc.problem.Code;
import org.modelc.problem.Problems;

/** Reports constants that hold NaN or infinities (E106), where a node computes with them and where they were computed. */
final class FiniteConstants {
  /** Operators for which an infinity is a sensible bound or choice. */
  private static final Set<String> MAY_TAKE_INFINITY = Set.of("Attention", "Clip", "Max", "Min", "Where", "Equal", "Cast", "If", "Loop", "Scan");

  private final Problems problems;
  private final Set<Value> checked = Collections.newSetFromMap(new IdentityHashMap<>());

  FiniteConstants(Problems problems) {
    this.problems = problems;
  }

  /** A sum in which minus infinity hides an element from a Softmax. */
  private static final String ADD = "Add";

  /** Checks what a node computes with. */
  void check(List<Optional<Value>> inputs, Operator operator) {
    if (operator.handling() == Operator.Handling.COMPUTES && !MAY_TAKE_INFINITY.contains(operator.type())) {
      inputs.stream().flatMap(Optional::stream).forEach(value -> check(value, operator.type().equals(ADD)));
    }
  }

  /** Checks what nodes of the graph read, unless its origin has been reported. */
  void checkGraph(Graph graph) {
    if (problems.all().stream().noneMatch(problem -> problem.code() == Code.E106)) {
      graph.nodes().stream().filter(node -> !(node.op() instanceof Select))
          .forEach(node -> node.inputs().forEach(value -> check(value, node.op() instanceof Binary binary && binary.kind() == Binary.Kind.ADD)));
    }
  }

  /** @param mayMask whether minus infinity is no problem */
  private void check(Value value, boolean mayMask) {
    boolean isFloat = value.isConstant() && value.type().dtype() == DType.F32;
    if (isFloat && !(mayMask && isFiniteOrMasked(value.requireConstant())) && checked.add(value) && !Constants.isFinite(value.requireConstant())) {
      problems.add(Code.E106, OnnxNode.tensorWhere(value.name()), "it holds NaN or infinite values.");
    }
  }

  private static boolean isFiniteOrMasked(Tensor floats) {
    for (float element : floats.floats()) {
      if (Float.isNaN(element) || element == Float.POSITIVE_INFINITY) {
        return false;
      }
    }
    return true;
  }
}
