package org.modelc.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.plan.Buffer.Phase;

/**
 * The buffers of one execution order: every computed root has one, and an in-place node's output shares that of the input it overwrites. A
 * buffer that holds a graph output is the caller's; all others lie in the arena. A kernel's scratch memory is a buffer of its step.
 */
final class BufferAssignment {
  /** What is known of a buffer while the nodes are walked in order. */
  private static final class Slot {
    private final List<Phase> phases = new ArrayList<>();
    private int exactBytes;
    private OptionalInt output = OptionalInt.empty();

    /** Adds a value of {@code exactBytes}, stored in {@code phase}. */
    void add(Phase phase, int exactBytes) {
      if (!phases.isEmpty() && phases.get(phases.size() - 1).bytes() == phase.bytes()) {
        Phase before = phases.remove(phases.size() - 1);
        phases.add(new Phase(phase.bytes(), before.first(), phase.last()));
      } else {
        phases.add(phase);
      }
      this.exactBytes = Math.max(this.exactBytes, exactBytes);
    }

    int last() {
      return phases.get(phases.size() - 1).last();
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
    int scratchBytes = flow.kernels().of(node).scratchBytes(node);
    if (scratchBytes > 0) {
      scratch.put(node, addSlot(all, phase(scratchBytes, position, position), scratchBytes));
    }
    for (Value output : node.outputs()) {
      Phase phase = phase(output.type().bytes(), position, lastRead(output));
      Optional<Slot> taken = overwritten(node, position);
      taken.ifPresent(slot -> slot.add(phase, output.type().bytes()));
      Slot slot = taken.orElseGet(() -> addSlot(all, phase, output.type().bytes()));
      slot.output = flow.output(output);
      slots.put(output, slot);
    }
  }

  private Phase phase(int bytes, int first, int last) {
    return new Phase(Alignment.up(bytes, alignment), first, last);
  }

  private static Slot addSlot(List<Slot> all, Phase phase, int exactBytes) {
    Slot slot = new Slot();
    slot.add(phase, exactBytes);
    all.add(slot);
    return slot;
  }

  /** The slot that the node's output takes over: of an input that dies here and that fits the caller's buffer if the output lies there. */
  private Optional<Slot> overwritten(Node node, int position) {
    return flow.overwritable(node)
        .map(slots::get)
        .filter(slot -> slot.last() == position)
        .filter(slot -> flow.output(node.output()).isEmpty() || slot.exactBytes == node.output().type().bytes());
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
    return arenaSlots.stream().map(slot -> new Buffer(slot.phases)).toList();
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
    List<Buffer> buffers = arenaBuffers();
    return IntStream.range(0, order.size())
        .mapToLong(step -> buffers.stream().mapToLong(buffer -> buffer.bytesAt(step)).sum())
        .max()
        .orElse(0);
  }
}
