package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modelc.onnx.model.OnnxNode;

/** Which nodes and tensors of the file the graph's outputs depend on, and the names that tensors get. */
final class Usage {
  private final Set<String> used;
  private final List<OnnxNode> live;
  private final Map<String, String> names = new HashMap<>();

  private Usage(Set<String> used, List<OnnxNode> live) {
    this.used = used;
    this.live = live;
  }

  /**
   * Walks back from the outputs.
   *
   * @param ordered nodes in execution order
   * @param given names of graph inputs and initialisers, which keep their names
   * @param doubles outputs that are converted to doubles in the end
   */
  static Usage of(List<OnnxNode> ordered, List<String> outputs, Set<String> given, Set<String> doubles) {
    Set<String> used = new HashSet<>(outputs);
    List<OnnxNode> live = new ArrayList<>();
    for (int i = ordered.size() - 1; i >= 0; i--) {
      OnnxNode node = ordered.get(i);
      if (node.outputs().stream().anyMatch(used::contains)) {
        live.add(node);
        used.addAll(node.reads());
      }
    }
    Usage usage = new Usage(used, live);
    usage.nameAliases(outputs, given, doubles);
    Collections.reverse(live);
    return usage;
  }

  /** A tensor that merely becomes a graph output under another name takes the output's name. Goes from last node to first. */
  private void nameAliases(List<String> outputs, Set<String> given, Set<String> doubles) {
    Set<String> taken = new HashSet<>(outputs);
    outputs.forEach(output -> names.put(output, doubles.contains(output) ? output + GraphTranslator.SINGLE : output));
    for (OnnxNode node : live) {
      if (OperatorTable.isAlias(node) && !node.inputs().isEmpty() && names.containsKey(node.outputs().get(0))) {
        String source = node.inputs().get(0);
        if (!given.contains(source) && taken.add(source)) {
          names.put(source, names.get(node.outputs().get(0)));
        }
      }
    }
  }

  /** Nodes that outputs depend on, in execution order. */
  List<OnnxNode> live() {
    return Collections.unmodifiableList(live);
  }

  /** Whether a live node or the graph's outputs read the tensor. */
  boolean isUsed(String tensor) {
    return !tensor.isEmpty() && used.contains(tensor);
  }

  /** Counts tensors of a graph within a node as used. */
  void use(List<String> tensors) {
    used.addAll(tensors);
  }

  /** The name of the tensor's value in the IR. */
  String nameOf(String tensor) {
    return names.getOrDefault(tensor, tensor);
  }
}
