package org.modelc.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.kernel.Kernel;
import org.modelc.op.Window;

/**
 * A region with all that follows from it: which rows its nodes make when, and which of its values exist as a window of a few rows only.
 *
 * <p>A value that nothing outside the region reads is <em>interior</em>. Where a node works in place, element by element, its input's rows
 * are made where its output's rows are to be: they share a home.
 */
final class BandedRegion {
  private final Dataflow flow;
  private final Region region;
  private final List<Node> nodes;
  private final RowSchedule schedule;
  private final BandNodes bandNodes;
  private final Map<Value, Integer> producers = new IdentityHashMap<>();
  private final Map<Value, Integer> lastReaders = new IdentityHashMap<>();
  private final Map<Value, Value> homes = new IdentityHashMap<>();

  /** @param order the execution order that the region's positions refer to; its nodes there {@link #canRun can run} in bands */
  BandedRegion(Dataflow flow, List<Node> order, Region region) {
    this.flow = flow;
    this.region = region;
    this.nodes = List.copyOf(order.subList(region.first(), region.last() + 1));
    for (int index = 0; index < nodes.size(); index++) {
      int position = region.first() + index;
      producers.put(nodes.get(index).output(), position);
      nodes.get(index).inputs().forEach(input -> lastReaders.put(input, position));
    }
    this.schedule = new RowSchedule(nodes, value -> !isInterior(value), this::rowsAtOnce, region.rowsPerBand());
    this.bandNodes = new BandNodes(schedule);
    for (int index = nodes.size() - 1; index >= 0; index--) {
      Node node = nodes.get(index);
      sharedInput(node).ifPresent(input -> homes.put(input, home(node.output())));
    }
  }

  /** Bands of one row are for the smallest memory, so they do not wait for a kernel's other rows. */
  private int rowsAtOnce(Node node) {
    return region.rowsPerBand() == 1 ? 1 : flow.kernels().of(node).rowsAtOnce(node);
  }

  /** Whether a node can be part of a region: it has one output, which it can make row by row. */
  static boolean canRun(Node node) {
    return node.outputs().size() == 1
        && node.op().rowWindow(node).isPresent()
        && node.inputs().stream().anyMatch(input -> !input.isConstant());
  }

  /** Whether only nodes of the region read {@code value}, and one does, so that not all of its rows need exist at once. */
  boolean isInterior(Value value) {
    BitSet readers = flow.readers(value);
    return producers.containsKey(value)
        && flow.output(value).isEmpty()
        && flow.nextState(value).isEmpty()
        && !readers.isEmpty()
        && readers.stream().mapToObj(flow.nodes()::get).allMatch(this::contains);
  }

  private boolean contains(Node node) {
    return node.outputs().size() == 1 && producers.containsKey(node.output());
  }

  /** The input that {@code node} may overwrite, if that is made for it alone and its rows are as large as the output's. */
  private Optional<Value> sharedInput(Node node) {
    if (!node.op().rowWindow(node).map(Window::isPointwise).orElse(false)) {
      return Optional.empty();
    }
    return IntStream.range(0, node.inputs().size())
        .filter(index -> isForOneReader(node.input(index)) && haveEqualRows(node.input(index), node.output()) && mayOverwrite(node, index))
        .mapToObj(node::input)
        .findFirst();
  }

  private boolean isForOneReader(Value value) {
    return isInterior(value) && schedule.mostKept(value) == 0 && flow.readers(value).cardinality() == 1;
  }

  private static boolean haveEqualRows(Value input, Value output) {
    return input.type().dtype() == output.type().dtype() && RowPointer.rowElements(input) == RowPointer.rowElements(output);
  }

  private boolean mayOverwrite(Node node, int input) {
    boolean readTwice = IntStream.range(0, node.inputs().size()).anyMatch(other -> other != input && node.input(other) == node.input(input));
    Kernel kernel = flow.kernels().of(node);
    return !readTwice && bandNodesOf(node).stream().allMatch(bandNode -> kernel.inPlaceInputs(bandNode).contains(input));
  }

  Region region() {
    return region;
  }

  List<Node> nodes() {
    return nodes;
  }

  RowSchedule schedule() {
    return schedule;
  }

  /** The node with the shapes of a band in which it makes rows. */
  Node bandNode(Node node, int band) {
    return bandNodes.of(node, band);
  }

  /** The different nodes that take the place of {@code node}, one for each kind of band. */
  private List<Node> bandNodesOf(Node node) {
    return IntStream.range(0, schedule.bands())
        .filter(band -> !schedule.made(node, band).isEmpty())
        .mapToObj(band -> bandNode(node, band))
        .distinct()
        .toList();
  }

  /** Working memory of a node in bytes: the most that a band needs. */
  int scratchBytes(Node node) {
    Kernel kernel = flow.kernels().of(node);
    return bandNodesOf(node).stream().mapToInt(kernel::scratchBytes).max().orElse(0);
  }

  /** The value of the region in whose memory the rows of {@code value}, another one of the region, are made; most often itself. */
  Value home(Value value) {
    return homes.getOrDefault(value, value);
  }

  /** Position of the last node of the region that reads {@code value}, which one does. */
  int lastReader(Value value) {
    return lastReaders.get(value);
  }

  /** The times of an interior value that is its own home: as many rows as are needed while nodes work on them, kept rows otherwise. */
  List<Buffer.Phase> phases(Value home, int alignment) {
    long rowBytes = (long) RowPointer.rowElements(home) * home.type().dtype().bytes();
    long present = Alignment.up(schedule.mostPresent(home) * rowBytes, alignment);
    long kept = Alignment.up(schedule.mostKept(home) * rowBytes, alignment);
    int first = producers.keySet().stream().filter(value -> home(value) == home).mapToInt(producers::get).min().orElseThrow();
    int last = lastReader(home);
    List<Buffer.Phase> phases = new ArrayList<>();
    if (kept > 0 && first > region.first()) {
      phases.add(new Buffer.Phase(kept, region.first(), first - 1));
    }
    phases.add(new Buffer.Phase(present, first, last));
    if (kept > 0 && last < region.last()) {
      phases.add(new Buffer.Phase(kept, last + 1, region.last()));
    }
    return phases;
  }
}
