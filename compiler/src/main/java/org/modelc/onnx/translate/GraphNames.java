package org.modelc.onnx.translate;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.modelc.onnx.model.Limits;
import org.modelc.onnx.model.OnnxNode;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** Names that a graph defines outside its nodes, checked for what is missing or twofold (E201). */
final class GraphNames {
  private final GraphProto graph;
  private final Problems problems;

  GraphNames(GraphProto graph, Problems problems) {
    this.graph = graph;
    this.problems = problems;
  }

  /**
   * Names that are defined before any node runs.
   *
   * @param inputs graph inputs that are no initialisers
   */
  Set<String> given(List<ValueInfoProto> inputs) {
    if (inputs.size() > Limits.INPUTS || graph.getOutputCount() > Limits.INPUTS) {
      throw new ProblemException(Code.E107, "", "The graph has more than " + Limits.INPUTS + " inputs or outputs.");
    }
    Set<String> given = new HashSet<>();
    inputs.forEach(input -> add(input.getName(), given));
    graph.getInitializerList().forEach(initialiser -> add(initialiser.getName(), given));
    graph.getSparseInitializerList().forEach(sparse -> {
      add(sparse.getValues().getName(), given);
      problems.add(Code.E202, OnnxNode.tensorWhere(sparse.getValues().getName()), "sparse initialisers are not supported.");
    });
    return given;
  }

  private void add(String name, Set<String> given) {
    if (name.isEmpty()) {
      problems.add(Code.E201, "", "An input or initialiser has no name.");
    } else if (!given.add(name)) {
      problems.add(Code.E201, OnnxNode.tensorWhere(name), "an input or initialiser of this name is defined twice.");
    }
  }

  /** Names of the graph outputs that something defines. */
  List<String> outputs(List<OnnxNode> nodes, Set<String> given) {
    if (graph.getOutputCount() == 0) {
      problems.add(Code.E201, "", "The graph has no outputs.");
    }
    Set<String> defined = new HashSet<>(given);
    nodes.forEach(node -> defined.addAll(node.outputs()));
    List<String> outputs = new ArrayList<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      if (output.getName().isEmpty() || !defined.contains(output.getName())) {
        problems.add(
            Code.E201, "output \"" + OnnxNode.shortened(output.getName()) + "\"", "no node, input or initialiser defines it.");
      } else {
        outputs.add(output.getName());
      }
    }
    return outputs;
  }
}
