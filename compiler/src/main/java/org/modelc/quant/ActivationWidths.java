package org.modelc.quant;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Clip;
import org.modelc.op.Reduce;
import org.modelc.op.WeightedOp;

/**
 * Which values are S16: states of recurrent layers that are kept so, results of layers with 16-bit activations, what operators without weights make of such values alone, and graph inputs
 * from which only such layers compute. Values that share a quantisation are all S16 or none.
 */
final class ActivationWidths {
  private final StoragePlan plan;
  private final Graph graph;
  private final Function<Node, LayerFormat> formats;
  private final Set<List<Value>> shorts;

  private ActivationWidths(StoragePlan plan, Graph graph, Function<Node, LayerFormat> formats) {
    this.plan = plan;
    this.graph = graph;
    this.formats = formats;
    this.shorts = new HashSet<>(plan.groups());
  }

  static ActivationWidths of(StoragePlan plan, Graph graph, Function<Node, LayerFormat> formats) {
    ActivationWidths widths = new ActivationWidths(plan, graph, formats);
    boolean changed = true;
    while (changed) {
      changed = widths.shorts.removeIf(group -> !plan.isWide(group) && !widths.mayBeShort(group));
    }
    return widths;
  }

  /** The element type of this group's integers. */
  DType of(List<Value> group) {
    return shorts.contains(group) ? DType.S16 : DType.S8;
  }

  private boolean isShort(Value value) {
    return plan.group(value) != null && shorts.contains(plan.group(value));
  }

  /** Elements that are only moved from constants are as wide as the layers that read them. */
  private boolean mayBeShort(List<Value> group) {
    List<Value> sources = group.stream().filter(plan::isSource).toList();
    return sources.isEmpty() ? group.stream().allMatch(this::areLayersBehindShort) : sources.stream().allMatch(this::mayBeShort);
  }

  private boolean mayBeShort(Value source) {
    return graph.producer(source).map(this::makesShorts).orElseGet(() -> areLayersBehindShort(source));
  }

  private boolean makesShorts(Node node) {
    if (node.op() instanceof WeightedOp) {
      return hasShorts(node);
    }
    List<Value> variables = node.inputs().stream().filter(input -> !input.isConstant()).toList();
    return takesShorts(node) && !variables.isEmpty() && variables.stream().allMatch(this::isShort);
  }

  private boolean hasShorts(Node layer) {
    return formats.apply(layer).activations() == DType.S16;
  }

  private static boolean takesShorts(Node node) {
    return node.op() instanceof Binary || node.op() instanceof AveragePool || node.op() instanceof Reduce || node.op() instanceof Clip;
  }

  /** Whether {@code input} reaches layers, directly or through operators without weights, and all of them have 16-bit activations. */
  private boolean areLayersBehindShort(Value input) {
    Set<Node> layers = new HashSet<>();
    collectLayers(input, layers, new HashSet<>());
    return !layers.isEmpty() && layers.stream().allMatch(this::hasShorts);
  }

  private void collectLayers(Value value, Set<Node> layers, Set<Value> seen) {
    for (Node reader : seen.add(value) ? graph.consumers(value) : List.<Node>of()) {
      if (reader.op() instanceof WeightedOp) {
        layers.add(reader);
      } else if (takesShorts(reader) || StoragePlan.moves(reader)) {
        reader.outputs().forEach(output -> collectLayers(output, layers, seen));
      }
    }
  }
}
