package org.modelc.onnx.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Names in graphs that are attributes of nodes: a graph sees the tensors of the graph around it, as long as it has none of that name. */
public final class Subgraph {
  private Subgraph() {}

  /** Names that graphs of {@code node} take from the graph around it. */
  static Set<String> captured(NodeProto node) {
    Set<String> names = new LinkedHashSet<>();
    renamed(node, name -> {
      names.add(name);
      return name;
    }, Set.of());
    node.getInputList().forEach(names::remove);
    node.getOutputList().forEach(names::remove);
    return names;
  }

  /** A copy of {@code graph} in which what it defines has {@code prefix} before its name. */
  public static GraphProto prefixed(GraphProto graph, String prefix) {
    Set<String> own = defined(graph);
    UnaryOperator<String> rename = name -> own.contains(name) ? prefix + name : name;
    GraphProto.Builder copy = GraphProto.newBuilder().setName(graph.getName());
    for (ValueInfoProto input : graph.getInputList()) {
      copy.addInput(input.toBuilder().setName(rename.apply(input.getName())));
    }
    for (TensorProto initialiser : graph.getInitializerList()) {
      copy.addInitializer(initialiser.toBuilder().setName(rename.apply(initialiser.getName())));
    }
    for (NodeProto node : graph.getNodeList()) {
      String label = node.getName().isEmpty() ? node.getOpType() : node.getName();
      copy.addNode(renamed(node, rename, Set.of()).toBuilder().setName(prefix + OnnxNode.shortened(label)));
    }
    for (ValueInfoProto output : graph.getOutputList()) {
      copy.addOutput(output.toBuilder().setName(rename.apply(output.getName())));
    }
    return copy.build();
  }

  private static Set<String> defined(GraphProto graph) {
    Set<String> names = new HashSet<>();
    graph.getInputList().forEach(input -> names.add(input.getName()));
    graph.getInitializerList().forEach(initialiser -> names.add(initialiser.getName()));
    graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
    names.remove("");
    return names;
  }

  /**
   * A copy of {@code node} with other names of inputs, outputs and what its graphs capture.
   *
   * @param hidden names that a graph between has defined
   */
  static NodeProto renamed(NodeProto node, UnaryOperator<String> rename, Set<String> hidden) {
    UnaryOperator<String> visible = name -> name.isEmpty() || hidden.contains(name) ? name : rename.apply(name);
    NodeProto.Builder copy = node.toBuilder().clearInput().clearOutput().clearAttribute();
    node.getInputList().forEach(name -> copy.addInput(visible.apply(name)));
    node.getOutputList().forEach(name -> copy.addOutput(visible.apply(name)));
    for (AttributeProto attribute : node.getAttributeList()) {
      copy.addAttribute(attribute.hasG()
          ? attribute.toBuilder().setG(renamed(attribute.getG(), rename, hidden)).build() : attribute);
    }
    return copy.build();
  }

  private static GraphProto renamed(GraphProto graph, UnaryOperator<String> rename, Set<String> hidden) {
    Set<String> hiddenInside = new HashSet<>(hidden);
    hiddenInside.addAll(defined(graph));
    GraphProto.Builder copy = graph.toBuilder().clearNode().clearOutput();
    graph.getNodeList().forEach(node -> copy.addNode(renamed(node, rename, hiddenInside)));
    for (ValueInfoProto output : graph.getOutputList()) {
      boolean isOwn = hiddenInside.contains(output.getName());
      copy.addOutput(isOwn ? output : output.toBuilder().setName(rename.apply(output.getName())).build());
    }
    return copy.build();
  }
}
