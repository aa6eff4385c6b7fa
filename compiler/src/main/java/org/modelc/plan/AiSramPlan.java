package org.modelc.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.kpu.AiSramLayout;
import org.modelc.op.KpuConv;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/**
 * Places images in the rows of the K210's AI SRAM: no two that live at the same time overlap, and two that a layer reads as one tensor are adjacent,
 * for which both are kept from the first's beginning to the last's end.
 */
final class AiSramPlan {
  /** Images that lie one behind the other. */
  private static final class Group {
    private final List<Value> images = new ArrayList<>();
    private int first;
    private int last;

    Group(Value image, int first, int last) {
      this.images.add(image);
      this.first = first;
      this.last = last;
    }

    void append(Group next) {
      images.addAll(next.images);
      first = Math.min(first, next.first);
      last = Math.max(last, next.last);
    }

    Buffer buffer() {
      return Buffer.of(images.stream().mapToLong(AiSramPlan::rows).sum(), first, last);
    }
  }

  private final Map<Value, Group> groups = new IdentityHashMap<>();
  private final List<Group> inOrder = new ArrayList<>();

  private AiSramPlan(Dataflow flow, List<Node> order) {
    Map<Node, Integer> positions = new IdentityHashMap<>();
    IntStream.range(0, order.size()).forEach(position -> positions.put(order.get(position), position));
    for (Node node : order) {
      node.outputs().stream().filter(flow::isInAiSram).forEach(image -> add(image, flow, positions));
    }
    order.stream().filter(node -> node.op() instanceof KpuConv).forEach(this::join);
  }

  private void add(Value image, Dataflow flow, Map<Node, Integer> positions) {
    int first = positions.get(flow.nodes().get(flow.producer(image)));
    int last = flow.readers(image).stream().map(reader -> positions.get(flow.nodes().get(reader))).max().orElse(first);
    Group group = new Group(image, first, last);
    groups.put(image, group);
    inOrder.add(group);
  }

  private void join(Node node) {
    List<Value> activations = KpuConv.activations(node.inputs());
    Group group = groups.get(activations.get(0));
    for (Value next : activations.subList(1, activations.size())) {
      Group appended = groups.get(next);
      group.append(appended);
      inOrder.remove(appended);
      appended.images.forEach(image -> groups.put(image, group));
    }
  }

  /**
   * The first row of every image that the KPU reads or writes.
   *
   * @throws ProblemException E107 if AI SRAM is too small
   */
  static Map<Value, Integer> rows(Dataflow flow, List<Node> order) {
    return new AiSramPlan(flow, order).place(flow.graph().name());
  }

  private Map<Value, Integer> place(String graph) {
    Map<Value, Integer> rows = new IdentityHashMap<>();
    if (inOrder.isEmpty()) {
      return rows;
    }
    OffsetAllocator.Placement placement = OffsetAllocator.place(inOrder.stream().map(Group::buffer).toList(), AiSramLayout.ROWS);
    if (placement.total() > AiSramLayout.ROWS) {
      throw new ProblemException(
          Code.E107, graph, "Its images need " + placement.total() + " rows of AI SRAM, of which there are " + AiSramLayout.ROWS + ".",
          "Choose a smaller network, or --target k210, which computes on the CPU.");
    }
    for (int index = 0; index < inOrder.size(); index++) {
      int row = placement.offsets().get(index).intValue();
      for (Value image : inOrder.get(index).images) {
        rows.put(image, row);
        row += rows(image);
      }
    }
    return rows;
  }

  private static int rows(Value image) {
    return AiSramLayout.of(image.shape()).rows();
  }
}
