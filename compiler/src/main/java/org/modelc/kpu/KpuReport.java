package org.modelc.kpu;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.KpuConv;

/**
 * What the KPU has of a partitioned network, and what not.
 *
 * @param layers on the KPU, in execution order
 * @param onCpu nodes with multiply-accumulates that are not
 * @param input how the network's input comes into AI SRAM; empty without layers
 */
public record KpuReport(List<Layer> layers, List<Refusal> onCpu, Optional<Input> input) {
  /** Of a target without KPU. */
  public static final KpuReport NONE = new KpuReport(List.of(), List.of(), Optional.empty());

  /** @param cycles of the KPU's clock, predicted, without set-up and loads of weights */
  public record Layer(String node, long cycles) {}

  /** Why a node is on the CPU. */
  public record Refusal(String node, String reason) {}

  /**
   * @param inPlace whether it may lie there before a run
   * @param reason why it must be copied; empty where it need not be
   */
  public record Input(boolean inPlace, String reason) {
    static Input of(Graph graph) {
      Optional<String> refusal = InPlaceInput.refusal(graph);
      return new Input(refusal.isEmpty(), refusal.orElse(""));
    }
  }

  public KpuReport {
    layers = List.copyOf(layers);
    onCpu = List.copyOf(onCpu);
  }

  /** Of a target without KPU, or of a network that has nothing for it: no layers. */
  public static KpuReport of(Graph graph) {
    List<Layer> layers = graph.nodes().stream()
        .filter(node -> node.op() instanceof KpuConv).map(node -> new Layer(node.name(), cycles(node))).toList();
    List<Refusal> refusals = graph.nodes().stream()
        .filter(node -> !(node.op() instanceof KpuConv) && node.op().macs(node) > 0).map(node -> new Refusal(node.name(), reason(node))).toList();
    return new KpuReport(layers, refusals, layers.isEmpty() ? Optional.empty() : Optional.of(Input.of(graph)));
  }

  private static String reason(Node node) {
    Optional<String> refusal = node.op() instanceof Conv ? KpuConvolution.refusal(node)
        : node.op() instanceof Dense ? KpuDense.refusal(node)
        : Optional.of("the KPU has convolutions and products with constant matrices only");
    return refusal.orElse("the graph was not partitioned");
  }

  private static long cycles(Node node) {
    Shape first = node.input(0).shape();
    int channels = KpuConv.activations(node.inputs()).stream().mapToInt(input -> input.shape().dim(3)).sum();
    return KpuCycles.ofLayer(first.withDim(3, channels), ((KpuConv) node.op()).depthwise(), node.output().shape().dim(3));
  }
}
