package org.modelc.kpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.KpuFrame;
import org.modelc.op.KpuUpload;
import org.modelc.op.Quantise;
import org.modelc.op.Requantise;

/**
 * A network's only input where it can lie in AI SRAM as planes before a run: one plane of bytes behind the other, as a camera interface writes them, is what
 * the first layer on the KPU reads. That is so where lines fill rows of AI SRAM.
 *
 * @param image U8 [1,H,W,C] in AI SRAM, W a multiple of 64
 * @param moves the nodes that make the image of the network's input and need code, which then have nothing to do; all others depend on them
 */
public record InPlaceInput(Value image, List<Node> moves) {

  public InPlaceInput {
    moves = List.copyOf(moves);
  }

  /** Of a partitioned graph. */
  public static Optional<InPlaceInput> of(Graph graph) {
    return refusal(graph).isPresent()
        ? Optional.empty()
        : Optional.of(new InPlaceInput(result(graph), moves(graph).stream().filter(node -> !node.op().isView()).toList()));
  }

  /** Why the input of a partitioned graph must be copied to AI SRAM; empty where it need not be. */
  public static Optional<String> refusal(Graph graph) {
    if (graph.inputs().size() != 1) {
      return Optional.of("the network has " + graph.inputs().size() + " inputs");
    }
    Value result = result(graph);
    Optional<Node> upload = graph.producer(result).filter(node -> node.op() instanceof KpuUpload);
    return upload.isPresent() ? refusal(upload.get()) : Optional.of(otherReader(graph, result));
  }

  private static Optional<String> refusal(Node upload) {
    KpuUpload op = (KpuUpload) upload.op();
    Shape input = KpuUpload.image(upload.input(0).shape(), op.planes());
    if (!op.frame().equals(KpuFrame.whole(input))) {
      return Optional.of("the first layer reads moved or thinned out copies of it");
    }
    int width = input.dim(2);
    return width % AiSramLayout.ROW_BYTES == 0 ? Optional.empty() : Optional.of("its width " + width + " is no multiple of " + AiSramLayout.ROW_BYTES);
  }

  private static String otherReader(Graph graph, Value value) {
    return graph.isUsedOnce(value)
        ? "node \"" + graph.consumers(value).get(0).name() + "\", which reads it, is not on the KPU"
        : "several nodes read it";
  }

  /** Where the moves end: the image, or what another node reads. */
  private static Value result(Graph graph) {
    List<Node> moves = moves(graph);
    return moves.isEmpty() ? graph.inputs().get(0) : moves.get(moves.size() - 1).output();
  }

  /** From the input on, as long as one node reads what the one before it made: views, changes of storage, and at the end the upload. */
  private static List<Node> moves(Graph graph) {
    List<Node> moves = new ArrayList<>();
    Optional<Node> next = onlyReader(graph, graph.inputs().get(0));
    while (next.isPresent() && (next.get().op().isView() || next.get().op() instanceof Quantise || next.get().op() instanceof Requantise)) {
      moves.add(next.get());
      next = onlyReader(graph, next.get().output());
    }
    next.filter(node -> node.op() instanceof KpuUpload).ifPresent(moves::add);
    return moves;
  }

  private static Optional<Node> onlyReader(Graph graph, Value value) {
    return graph.isUsedOnce(value) ? Optional.of(graph.consumers(value).get(0)) : Optional.empty();
  }
}
