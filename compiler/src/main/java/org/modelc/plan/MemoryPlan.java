package org.modelc.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.kernel.Kernel;
import org.modelc.kernel.KernelSelection;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/**
 * The steps of an inference in execution order and the place of every value.
 *
 * <p>Graph inputs and outputs lie in the caller's buffers, everything else that is computed in one arena. Views lie where their input does;
 * an in-place operator overwrites an input that is not needed any more. Inputs are never overwritten.
 */
public final class MemoryPlan {
  private final List<Step> steps;
  private final Map<Value, Location> locations;
  private final Map<Node, Location.Arena> scratch;
  private final KernelSelection kernels;
  private final int arenaBytes;
  private final int peakLiveBytes;
  private final int alignment;

  private MemoryPlan(Dataflow flow, BufferAssignment buffers, OffsetAllocator.Placement placement, int alignment) {
    this.locations = locations(flow, buffers, placement);
    this.scratch = scratch(buffers, placement);
    this.kernels = flow.kernels();
    this.steps = List.copyOf(steps(flow, buffers.order(), locations));
    this.arenaBytes = (int) placement.total();
    this.peakLiveBytes = (int) buffers.peakLiveBytes();
    this.alignment = alignment;
  }

  /**
   * Plans {@code graph}.
   *
   * @param kernels that compute the graph's nodes
   * @param alignment of every buffer in the arena, in bytes; raised to the largest element's size
   * @throws ProblemException E107 if the arena would exceed 2^31 - 1 bytes
   */
  public static MemoryPlan of(Graph graph, KernelSelection kernels, int alignment) {
    Dataflow flow = new Dataflow(graph, kernels);
    int aligned = Math.max(alignment, largestElement(flow));
    BufferAssignment buffers = bestOrder(flow, aligned);
    OffsetAllocator.Placement placement = OffsetAllocator.place(buffers.arenaBuffers(), buffers.peakLiveBytes());
    if (placement.total() > Integer.MAX_VALUE) {
      throw new ProblemException(Code.E107, graph.name(), "its activations need " + placement.total() + " bytes");
    }
    return new MemoryPlan(flow, buffers, placement, aligned);
  }

  /** The graph's own order unless another one has a lower peak; not searched for where the arena is empty. */
  private static BufferAssignment bestOrder(Dataflow flow, int alignment) {
    BufferAssignment given = new BufferAssignment(flow, flow.nodes(), alignment);
    if (given.peakLiveBytes() == 0) {
      return given;
    }
    BufferAssignment found = new BufferAssignment(flow, ExecutionOrder.search(flow, alignment), alignment);
    return found.peakLiveBytes() < given.peakLiveBytes() ? found : given;
  }

  private static int largestElement(Dataflow flow) {
    return flow.nodes().stream()
        .flatMap(node -> node.outputs().stream())
        .mapToInt(value -> value.type().dtype().bytes())
        .max()
        .orElse(1);
  }

  private static Map<Value, Location> locations(Dataflow flow, BufferAssignment buffers, OffsetAllocator.Placement placement) {
    Graph graph = flow.graph();
    Map<Value, Location> roots = new IdentityHashMap<>();
    for (int index = 0; index < graph.inputs().size(); index++) {
      roots.put(graph.inputs().get(index), new Location.Input(index));
    }
    for (Value constant : graph.constants()) {
      roots.put(constant, new Location.Constant(constant.requireConstant()));
    }
    for (Value root : flow.nodes().stream().flatMap(node -> node.outputs().stream()).toList()) {
      OptionalInt output = buffers.output(root);
      roots.put(root, output.isPresent()
          ? new Location.Output(output.getAsInt())
          : new Location.Arena(placement.offsets().get(buffers.arenaBuffer(root)).intValue()));
    }
    Map<Value, Location> locations = new IdentityHashMap<>(roots);
    graph.nodes().forEach(node -> node.outputs().forEach(value -> locations.put(value, roots.get(flow.root(value)))));
    return locations;
  }

  private static Map<Node, Location.Arena> scratch(BufferAssignment buffers, OffsetAllocator.Placement placement) {
    Map<Node, Location.Arena> scratch = new IdentityHashMap<>();
    for (Node node : buffers.order()) {
      buffers.scratchBuffer(node).ifPresent(
          buffer -> scratch.put(node, new Location.Arena(placement.offsets().get(buffer).intValue())));
    }
    return scratch;
  }

  private static List<Step> steps(Dataflow flow, List<Node> order, Map<Value, Location> locations) {
    List<Step> steps = new ArrayList<>();
    order.forEach(node -> steps.add(new Step.Compute(node)));
    List<Value> outputs = flow.graph().outputs();
    for (int index = 0; index < outputs.size(); index++) {
      if (!locations.get(outputs.get(index)).equals(new Location.Output(index))) {
        steps.add(new Step.Copy(outputs.get(index), index));
      }
    }
    return steps;
  }

  /** Everything an inference does, in order. */
  public List<Step> steps() {
    return steps;
  }

  /** The nodes that need code, in execution order. */
  public Stream<Node> nodes() {
    return steps.stream().filter(Step.Compute.class::isInstance).map(step -> ((Step.Compute) step).node());
  }

  /** The place of a value of the planned graph. */
  public Location location(Value value) {
    Location location = locations.get(value);
    if (location == null) {
      throw new IllegalArgumentException(value + " is not part of the planned graph");
    }
    return location;
  }

  /** The scratch memory of a node; empty where its kernel needs none. */
  public Optional<Location.Arena> scratch(Node node) {
    return Optional.ofNullable(scratch.get(node));
  }

  /** The kernel that computes a node. */
  public Kernel kernel(Node node) {
    return kernels.of(node);
  }

  /** Size of the arena; 0 where every result is a graph output. */
  public int arenaBytes() {
    return arenaBytes;
  }

  /** The largest sum of arena bytes in use at one step: no arena for this order can be smaller. */
  public int peakLiveBytes() {
    return peakLiveBytes;
  }

  /** Alignment of the arena and of every buffer in it, in bytes. */
  public int alignment() {
    return alignment;
  }
}
