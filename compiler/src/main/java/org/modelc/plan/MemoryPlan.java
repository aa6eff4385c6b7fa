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
import org.modelc.state.States;

/**
 * The steps of an inference in execution order and the place of every value.
 *
 * <p>Where that saves memory, successive layers run in bands of rows; of values between them only some rows exist at a time.
 *
 * <p>Graph inputs and outputs lie in the caller's buffers, everything else that is computed in one arena. Views lie where their input does;
 * an in-place operator overwrites an input that is not needed any more. Inputs are never overwritten.
 */
public final class MemoryPlan {
  private final List<Step> steps;
  private final Map<Value, Location> locations;
  private final Map<Node, Location.Arena> scratch;
  private final Map<Node, Integer> scratchBytes = new IdentityHashMap<>();
  private final KernelSelection kernels;
  private final Optional<Location.Arena> counter;
  private final int arenaBytes;
  private final int peakLiveBytes;
  private final int wholeLayersBytes;
  private final int alignment;
  private final List<Value> arguments;
  private final List<Value> results;
  private final List<Value> states;

  MemoryPlan(Dataflow flow, ScheduleChoice choice, int alignment, long wholeLayersBytes) {
    BufferAssignment buffers = choice.buffers();
    OffsetAllocator.Placement placement = choice.placement();
    this.locations = locations(flow, buffers, placement);
    this.scratch = scratch(buffers, placement);
    scratch.keySet().forEach(node -> scratchBytes.put(node, (int) buffers.scratchBytes(node)));
    this.counter = buffers.counterBuffer().stream()
        .mapToObj(buffer -> new Location.Arena(placement.offsets().get(buffer).intValue()))
        .findFirst();
    this.kernels = flow.kernels();
    this.steps = List.copyOf(steps(flow, buffers, locations));
    this.arenaBytes = (int) placement.total();
    this.peakLiveBytes = (int) buffers.peakLiveBytes();
    this.wholeLayersBytes = (int) wholeLayersBytes;
    this.alignment = alignment;
    this.arguments = flow.arguments();
    this.results = flow.results();
    this.states = flow.stateInputs();
  }

  /**
   * Plans {@code graph} with every layer as a whole.
   *
   * @param kernels that compute the graph's nodes
   * @param alignment of every buffer in the arena, in bytes; raised to the largest element's size
   * @throws ProblemException E107 if the arena would exceed 2^31 - 1 bytes
   */
  public static MemoryPlan of(Graph graph, KernelSelection kernels, int alignment) {
    return of(graph, kernels, alignment, MemoryGoal.WHOLE_LAYERS);
  }

  /**
   * Plans {@code graph}.
   *
   * @param goal what the arena may take
   * @throws ProblemException E107 if the arena would exceed 2^31 - 1 bytes, E405 if no arena fits the goal
   */
  public static MemoryPlan of(Graph graph, KernelSelection kernels, int alignment, MemoryGoal goal) {
    return of(graph, kernels, alignment, goal, States.NONE);
  }

  /**
   * As {@link #of(Graph, KernelSelection, int, MemoryGoal)} for a graph with states, which stay in the arena.
   *
   * @param states whose outputs have their inputs' types and are computed by nodes
   */
  public static MemoryPlan of(Graph graph, KernelSelection kernels, int alignment, MemoryGoal goal, States states) {
    Dataflow flow = new Dataflow(graph, kernels, states);
    int aligned = Math.max(alignment, largestElement(flow));
    BufferAssignment whole = bestOrder(flow, aligned);
    ScheduleChoice choice = ScheduleChoice.of(whole, flow, aligned, goal);
    if (choice.placement().total() > Integer.MAX_VALUE) {
      throw new ProblemException(Code.E107, graph.name(), "its activations need " + choice.placement().total() + " bytes");
    }
    return new MemoryPlan(flow, choice, aligned, whole.peakLiveBytes());
  }

  /** The graph's own order unless another one has a lower peak; not searched for where the arena is empty. */
  private static BufferAssignment bestOrder(Dataflow flow, int alignment) {
    BufferAssignment given = new BufferAssignment(flow, flow.nodes(), List.of(), alignment);
    if (given.peakLiveBytes() == 0) {
      return given;
    }
    BufferAssignment found = new BufferAssignment(flow, ExecutionOrder.search(flow, alignment), List.of(), alignment);
    return found.peakLiveBytes() < given.peakLiveBytes() ? found : given;
  }

  private static int largestElement(Dataflow flow) {
    return Stream.concat(flow.stateInputs().stream(), flow.nodes().stream().flatMap(node -> node.outputs().stream()))
        .mapToInt(value -> value.type().dtype().bytes())
        .max()
        .orElse(1);
  }

  private static Map<Value, Location> locations(Dataflow flow, BufferAssignment buffers, OffsetAllocator.Placement placement) {
    Graph graph = flow.graph();
    Map<Value, Location> roots = new IdentityHashMap<>();
    for (int index = 0; index < flow.arguments().size(); index++) {
      roots.put(flow.arguments().get(index), new Location.Input(index));
    }
    for (Value state : flow.stateInputs()) {
      roots.put(state, new Location.Arena(placement.offsets().get(buffers.arenaBuffer(state)).intValue()));
    }
    for (Value constant : graph.constants()) {
      roots.put(constant, new Location.Constant(constant.requireConstant()));
    }
    AiSramPlan.rows(flow, buffers.order()).forEach((image, row) -> roots.put(image, new Location.AiSram(row)));
    for (Value root : flow.nodes().stream().flatMap(node -> node.outputs().stream()).filter(root -> !flow.isInAiSram(root)).toList()) {
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

  private static List<Step> steps(Dataflow flow, BufferAssignment buffers, Map<Value, Location> locations) {
    List<Step> steps = new ArrayList<>();
    for (int position = 0; position < buffers.order().size(); position++) {
      Optional<BandedRegion> region = buffers.regionAt(position);
      if (region.isEmpty()) {
        steps.add(new Step.Compute(buffers.order().get(position)));
      } else if (region.get().region().first() == position) {
        steps.add(new Step.Bands(region.get().nodes(), BandProgram.runs(region.get())));
      }
    }
    List<Value> outputs = flow.results();
    for (int index = 0; index < outputs.size(); index++) {
      if (!locations.get(outputs.get(index)).equals(new Location.Output(index))) {
        steps.add(new Step.Copy(outputs.get(index), index));
      }
    }
    for (States.Pair pair : flow.states().pairs()) {
      Value next = flow.graph().outputs().get(pair.output());
      Value state = flow.graph().inputs().get(pair.input());
      if (!locations.get(next).equals(locations.get(state))) {
        steps.add(new Step.Keep(next, state));
      }
    }
    return steps;
  }

  /** The graph inputs that the caller gives, in the order of {@link Location.Input}. */
  public List<Value> arguments() {
    return arguments;
  }

  /** The graph outputs that the caller gets, in the order of {@link Location.Output}. */
  public List<Value> results() {
    return results;
  }

  /** The graph inputs that hold states, which stay in the arena between calls. */
  public List<Value> states() {
    return states;
  }

  /** Bytes of all states. */
  public int stateBytes() {
    return states.stream().mapToInt(state -> state.type().bytes()).sum();
  }

  /** Everything an inference does, in order. */
  public List<Step> steps() {
    return steps;
  }

  /** The nodes that need code, in execution order. */
  public Stream<Node> nodes() {
    return steps.stream().flatMap(step -> step.nodes().stream());
  }

  /** The place of a value of the planned graph; of one that exists in a few rows only, the place of the first of them. */
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

  /** Size of the scratch memory of a node: the most that its kernel needs for one call. */
  public int scratchBytes(Node node) {
    return scratchBytes.getOrDefault(node, 0);
  }

  /** A counter of calls, an int32_t, where values stay in the arena between them. */
  public Optional<Location.Arena> counter() {
    return counter;
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

  /** The lower bound of every arena if all layers ran as a whole. */
  public int wholeLayersBytes() {
    return wholeLayersBytes;
  }

  /** Alignment of the arena and of every buffer in it, in bytes. */
  public int alignment() {
    return alignment;
  }
}
