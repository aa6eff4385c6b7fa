package org.modelc.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.plan.Buffer.Phase;

/**
 * The buffers of one execution order: every computed root has one, and an in-place node's output shares that of the input it overwrites. A
 * buffer that holds a graph output is the caller's; all others lie in the arena, but for images in the K210's AI SRAM. A kernel's scratch
 * memory is a buffer of its step.
 *
 * <p>The nodes of a region run again and again, so what they read or write as a whole is needed as long as the region runs.
 */
final class BufferAssignment {
  /** An int32_t. */
  private static final int COUNTER_BYTES = 4;

  /** What is known of a buffer while the nodes are walked in order. */
  private static final class Slot {
    private final List<Phase> phases = new ArrayList<>();
    private long exactBytes;
    private OptionalInt output = OptionalInt.empty();

    /** Adds a value of {@code exactBytes}, stored in {@code phase}. */
    void add(Phase phase, long exactBytes) {
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
  private final List<BandedRegion> regions;
  private final Map<Node, Integer> positions = new IdentityHashMap<>();
  private final Map<Value, Slot> slots = new IdentityHashMap<>();
  private final Map<Node, Slot> scratch = new IdentityHashMap<>();
  private final List<Slot> arenaSlots = new ArrayList<>();
  private final long[] live;
  private Optional<Slot> counter = Optional.empty();

  /** @param regions of {@code order}, without overlap */
  BufferAssignment(Dataflow flow, List<Node> order, List<BandedRegion> regions, int alignment) {
    this.flow = flow;
    this.alignment = alignment;
    this.order = List.copyOf(order);
    this.regions = List.copyOf(regions);
    for (int position = 0; position < order.size(); position++) {
      positions.put(order.get(position), position);
    }
    List<Slot> all = new ArrayList<>();
    if (flow.keepsValues()) {
      counter = Optional.of(addSlot(all, always(COUNTER_BYTES), COUNTER_BYTES));
    }
    flow.stateInputs().forEach(state -> slots.put(state, addSlot(all, always(state.type().bytes()), state.type().bytes())));
    for (int position = 0; position < order.size(); position++) {
      Optional<BandedRegion> region = regionAt(position);
      if (region.isEmpty()) {
        assign(order.get(position), position, all);
      } else if (region.get().region().first() == position) {
        assign(region.get(), all);
      }
    }
    all.stream().filter(slot -> slot.output.isEmpty()).forEach(arenaSlots::add);
    this.live = liveBytes();
  }

  private long[] liveBytes() {
    long[] sums = new long[order.size()];
    for (Buffer buffer : arenaBuffers()) {
      for (int step = buffer.first(); step <= buffer.last(); step++) {
        sums[step] += buffer.bytesAt(step);
      }
    }
    return sums;
  }

  /** The region that a position of the order belongs to. */
  Optional<BandedRegion> regionAt(int position) {
    return regions.stream().filter(region -> region.region().contains(position)).findFirst();
  }

  private void assign(BandedRegion region, List<Slot> all) {
    for (Node node : region.nodes()) {
      assignScratch(node, region.scratchBytes(node), all);
      Value output = node.output();
      if (region.home(output) == output) {
        slots.put(output, region.isInterior(output) ? rowsSlot(region, output, all) : wholeSlot(region, output, all));
      }
    }
    region.nodes().forEach(node -> slots.put(node.output(), slots.get(region.home(node.output()))));
  }

  private Slot rowsSlot(BandedRegion region, Value home, List<Slot> all) {
    List<Phase> phases = region.phases(home, alignment);
    Slot slot = addSlot(all, phases.get(0), phases.get(0).bytes());
    phases.stream().skip(1).forEach(phase -> slot.add(phase, phase.bytes()));
    return slot;
  }

  private Slot wholeSlot(BandedRegion region, Value output, List<Slot> all) {
    int last = Math.max(region.region().last(), lastRead(output));
    Slot slot = addSlot(all, phase(output.type().bytes(), region.region().first(), last), output.type().bytes());
    slot.output = flow.output(output);
    return slot;
  }

  private void assignScratch(Node node, int bytes, List<Slot> all) {
    if (bytes > 0) {
      int position = positions.get(node);
      scratch.put(node, addSlot(all, phase(bytes, position, position), bytes));
    }
  }

  private void assign(Node node, int position, List<Slot> all) {
    assignScratch(node, flow.kernels().of(node).scratchBytes(node), all);
    for (Value output : node.outputs().stream().filter(value -> !flow.isInAiSram(value)).toList()) {
      Optional<Slot> state = stateSlot(node, output, position);
      if (state.isPresent()) {
        slots.put(output, state.get());
        continue;
      }
      Phase phase = flow.isKept(output) ? always(output.type().bytes()) : phase(output.type().bytes(), position, lastRead(output));
      Optional<Slot> taken = overwritten(node, position);
      taken.ifPresent(slot -> slot.add(phase, output.type().bytes()));
      Slot slot = taken.orElseGet(() -> addSlot(all, phase, output.type().bytes()));
      slot.output = flow.output(output);
      slots.put(output, slot);
    }
  }

  /** The slot of the state that {@code output} is in the next call, if nothing needs the one before any more. */
  private Optional<Slot> stateSlot(Node node, Value output, int position) {
    return flow.nextState(output)
        .filter(input -> flow.output(output).isEmpty() && !flow.isResult(input))
        .filter(input -> flow.readers(input).stream()
            .allMatch(index -> endOf(index) < position || flow.nodes().get(index) == node && flow.mayOverwriteState(node, output, input)))
        .map(slots::get);
  }

  /** The step at which a node has run, with the whole of its region. */
  private int endOf(int nodeIndex) {
    int position = positions.get(flow.nodes().get(nodeIndex));
    return regionAt(position).map(region -> region.region().last()).orElse(position);
  }

  /** What stays from one call to the next. */
  private Phase always(int bytes) {
    return phase(bytes, 0, order.size() - 1);
  }

  private Phase phase(int bytes, int first, int last) {
    return new Phase(Alignment.up(bytes, alignment), first, last);
  }

  private static Slot addSlot(List<Slot> all, Phase phase, long exactBytes) {
    Slot slot = new Slot();
    slot.add(phase, exactBytes);
    all.add(slot);
    return slot;
  }

  /** The slot that the node's output takes over: of an input that dies here and that fits the caller's buffer if the output lies there. */
  private Optional<Slot> overwritten(Node node, int position) {
    return flow.overwritable(node).stream()
        .map(slots::get)
        .filter(slot -> slot.last() == position)
        .filter(slot -> flow.output(node.output()).isEmpty() || slot.exactBytes == node.output().type().bytes())
        .findFirst();
  }

  /** What becomes a state elsewhere is copied at the end. */
  private int lastRead(Value root) {
    if (flow.nextState(root).isPresent()) {
      return order.size() - 1;
    }
    return flow.readers(root).stream()
        .mapToObj(this::endOf)
        .max(Integer::compare)
        .orElse(positions.get(flow.nodes().get(flow.producer(root))));
  }

  List<Node> order() {
    return order;
  }

  List<BandedRegion> regions() {
    return regions;
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

  /** Size of the scratch memory of {@code node}. */
  long scratchBytes(Node node) {
    return scratch.containsKey(node) ? scratch.get(node).exactBytes : 0;
  }

  /** Index into {@link #arenaBuffers} of the scratch memory of {@code node}; empty where its kernel needs none. */
  OptionalInt scratchBuffer(Node node) {
    return scratch.containsKey(node) ? OptionalInt.of(arenaSlots.indexOf(scratch.get(node))) : OptionalInt.empty();
  }

  /** Index into {@link #arenaBuffers} of the counter of calls, which exists where values stay in the arena between them. */
  OptionalInt counterBuffer() {
    return counter.isPresent() ? OptionalInt.of(arenaSlots.indexOf(counter.get())) : OptionalInt.empty();
  }

  /** Lower bound of every arena: the largest sum of the bytes that are live at one step. */
  long peakLiveBytes() {
    return order.isEmpty() ? 0 : live[peakStep()];
  }

  /** The first of the steps at which the most bytes are live; 0 if there is none. */
  int peakStep() {
    int peak = 0;
    for (int step = 1; step < live.length; step++) {
      peak = live[step] > live[peak] ? step : peak;
    }
    return peak;
  }
}
