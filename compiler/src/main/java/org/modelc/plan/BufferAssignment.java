package org.modelc.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/**
 * The buffers of one execution order: every computed root has one, and an in-place node's output shares that of the input it overwrites. A
 * buffer that holds a graph output is the caller's; all others lie in the arena. A kernel's scratch memory is a buffer of its step.
 */
final class BufferAssignment {
  /** What is known of a buffer while the nodes are walked in order. */
  private static final class Slot {
    private final long bytes;
    private final int first;
    private int last;
    private OptionalInt output;

    Slot(long bytes, int first, int last, OptionalInt output) {
      this.bytes = bytes;
      this.first = first;
      this.last = last;
      this.output = output;
    }
  }

  private final Dataflow flow;
  private final int alignment;
  private final List<Node> order;
  private final Map<Node, Integer> positions = new IdentityHashMap<>();
  private final Map<Value, Slot> slots = new IdentityHashMap<>();
  private final Map<Node, Slot> scratch = new IdentityHashMap<>();
  private final List<Slot> arenaSlots = new ArrayList<>();

  BufferAssignment(Dataflow flow, List<Node> order, int alignment) {
    this.flow = flow;
    this.alignment = alignment;
    this.order = List.copyOf(order);
    for (int position = 0; position < order.size(); position++) {
      positions.put(order.get(position), position);
    }
    List<Slot> all = new ArrayList<>();
    order.forEach(node -> assign(node, all));
    all.stream().filter(slot -> slot.output.isEmpty()).forEach(arenaSlots::add);
  }

  private void assign(Node node, List<Slot> all) {
    int position = positions.get(node);
    Optional<Slot> taken = flow.overwritable(node).map(slots::get).filter(slot -> slot.last == position);
    int scratchBytes = flow.kernels().of(node).scratchBytes(node);
    if (scratchBytes > 0) {
      Slot slot = new Slot(Alignment.up(scratchBytes, alignment), position, position, OptionalInt.empty());
      all.add(slot);
      scratch.put(node, slot);
    }
    for (Value output : node.outputs()) {
      int last = lastRead(output);
      if (taken.isPresent()) {
        taken.get().last = last;
        taken.get().output = flow.output(output);
        slots.put(output, taken.get());
      } else {
        Slot slot = new Slot(Alignment.up(output.type().bytes(), alignment), position, last, flow.output(output));
        all.add(slot);
        slots.put(output, slot);
      }
    }
  }

  private int lastRead(Value root) {
    return flow.readers(root).stream()
        .map(index -> positions.get(flow.nodes().get(index)))
        .max()
        .orElse(positions.get(flow.nodes().get(flow.producer(root))));
  }

  List<Node> order() {
    return order;
  }

  /** The buffers that must lie in the arena. */
  List<Buffer> arenaBuffers() {
    return arenaSlots.stream().map(slot -> new Buffer(slot.bytes, slot.first, slot.last)).toList();
  }

  /** The graph output in whose buffer {@code root} is computed; empty where it lies in the arena. */
  OptionalInt output(Value root) {
    return slots.get(root).output;
  }

  /** Index into {@link #arenaBuffers} of the buffer of {@code root}. */
  int arenaBuffer(Value root) {
    return arenaSlots.indexOf(slots.get(root));
  }

  /** Index into {@link #arenaBuffers} of the scratch memory of {@code node}; empty where its kernel needs none. */
  OptionalInt scratchBuffer(Node node) {
    return scratch.containsKey(node) ? OptionalInt.of(arenaSlots.indexOf(scratch.get(node))) : OptionalInt.empty();
  }

  /** Lower bound of every arena: the largest sum of the bytes that are live at one step. */
  long peakLiveBytes() {
    long peak = 0;
    for (int step = 0; step < order.size(); step++) {
      int now = step;
      peak = Math.max(peak, arenaBuffers().stream().filter(b -> b.first() <= now && now <= b.last()).mapToLong(Buffer::bytes).sum());
    }
    return peak;
  }
}
