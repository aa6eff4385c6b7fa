package org.modelc.onnx.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** Replaces calls of a model's local functions by the functions' nodes, so that only operators are left. */
public final class FunctionInliner {
  private final Map<String, FunctionProto> functions = new HashMap<>();
  private final Problems problems;
  private final List<OnnxNode> flat = new ArrayList<>();
  private final Map<String, Integer> prefixes = new HashMap<>();
  private int visited;

  private FunctionInliner(Problems problems) {
    this.problems = problems;
  }

  /**
   * All nodes of {@code model}'s graph, in the file's order.
   *
   * @throws ProblemException E107 if there are too many
   */
  public static List<OnnxNode> flatten(ModelProto model, Problems problems) {
    FunctionInliner inliner = new FunctionInliner(problems);
    for (FunctionProto function : model.getFunctionsList()) {
      inliner.functions.put(key(function.getDomain(), function.getName()), function);
    }
    inliner.append(model.getGraph().getNodeList(), OpsetVersions.read(model.getOpsetImportList(), "", problems), 0);
    return inliner.flat;
  }

  private static String key(String domain, String name) {
    return OpsetVersions.normalise(domain) + ":" + name;
  }

  private void append(List<NodeProto> nodes, OpsetVersions opsets, int depth) {
    for (NodeProto proto : nodes) {
      requireFewNodes();
      OnnxNode node = new OnnxNode(proto, opsets);
      FunctionProto function = functions.get(key(proto.getDomain(), proto.getOpType()));
      if (function == null) {
        flat.add(node);
      } else if (depth == Limits.FUNCTION_DEPTH) {
        throw new ProblemException(Code.E202, where(function), "local functions call each other more than " + depth + " deep.");
      } else {
        append(new Call(node, function, freshPrefix(node)).body(), opsetsOf(function, node), depth + 1);
      }
    }
  }

  /** Calls count as well: functions without operators could call each other endlessly. */
  private void requireFewNodes() {
    if (++visited > Limits.NODES) {
      throw new ProblemException(Code.E107, "", "The model has more than " + Limits.NODES + " nodes.");
    }
  }

  private String freshPrefix(OnnxNode call) {
    String label = OnnxNode.shortened(call.label());
    int use = prefixes.merge(label, 1, Integer::sum);
    return use == 1 ? label + "/" : label + "_" + use + "/";
  }

  private OpsetVersions opsetsOf(FunctionProto function, OnnxNode call) {
    return function.getOpsetImportCount() == 0
        ? call.opsets()
        : OpsetVersions.read(function.getOpsetImportList(), where(function), problems);
  }

  private static String where(FunctionProto function) {
    return "function \"" + OnnxNode.shortened(function.getName()) + "\"";
  }

  /** One call of a function: its nodes with the caller's names and attributes. */
  private static final class Call {
    private final OnnxNode call;
    private final FunctionProto function;
    private final String prefix;
    private final Map<String, String> names = new HashMap<>();
    private final List<NodeProto> body = new ArrayList<>();

    Call(OnnxNode call, FunctionProto function, String prefix) {
      this.call = call;
      this.function = function;
      this.prefix = prefix;
      for (int i = 0; i < function.getInputCount(); i++) {
        names.put(function.getInput(i), i < call.inputs().size() ? call.inputs().get(i) : "");
      }
      for (int i = 0; i < Math.min(function.getOutputCount(), call.outputs().size()); i++) {
        bindOutput(function.getOutput(i), call.outputs().get(i));
      }
    }

    private void bindOutput(String inner, String outer) {
      if (names.containsKey(inner)) {
        body.add(NodeProto.newBuilder().setOpType("Identity").addInput(names.get(inner)).addOutput(outer).build());
      } else if (!outer.isEmpty()) {
        names.put(inner, outer);
      }
    }

    List<NodeProto> body() {
      function.getNodeList().forEach(node -> body.add(renamed(node)));
      return body;
    }

    private NodeProto renamed(NodeProto node) {
      NodeProto.Builder copy = node.toBuilder().clearInput().clearOutput().clearAttribute();
      copy.setName(prefix + OnnxNode.shortened(node.getName().isEmpty() ? node.getOpType() : node.getName()));
      node.getInputList().forEach(name -> copy.addInput(rename(name)));
      node.getOutputList().forEach(name -> copy.addOutput(rename(name)));
      Subgraph.renamed(node, this::rename, Set.of()).getAttributeList()
          .forEach(attribute -> substituted(attribute).ifPresent(copy::addAttribute));
      return copy.build();
    }

    private String rename(String name) {
      if (name.length() > Limits.FUNCTION_NAME) {
        throw new ProblemException(
            Code.E107, where(function), "a name has more than " + Limits.FUNCTION_NAME + " characters.");
      }
      return name.isEmpty() ? name : names.computeIfAbsent(name, inner -> prefix + inner);
    }

    /** An attribute that refers to one of the function's takes the caller's value, else the function's default, else it is absent. */
    private Optional<AttributeProto> substituted(AttributeProto attribute) {
      if (attribute.getRefAttrName().isEmpty()) {
        return Optional.of(attribute);
      }
      return find(call.proto().getAttributeList(), attribute.getRefAttrName())
          .or(() -> find(function.getAttributeProtoList(), attribute.getRefAttrName()))
          .map(value -> value.toBuilder().setName(attribute.getName()).build());
    }

    private static Optional<AttributeProto> find(List<AttributeProto> attributes, String name) {
      return attributes.stream().filter(attribute -> attribute.getName().equals(name)).findFirst();
    }
  }
}
