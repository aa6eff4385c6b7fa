package org.modelc.quant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Dequantise;
import org.modelc.op.QuantRule;
import org.modelc.op.Quantise;
import org.modelc.op.WeightedOp;
import org.modelc.state.States;

/**
 * Decides for each F32 value of a graph whether it is computed as integers, and with which quantisation its integers are.
 *
 * <p>Values that are tied by operators which only move elements share a quantisation; it covers what somebody computes with or the graph
 * puts out, so that a maximum pool's result decides for the convolution before it.
 */
public final class StoragePlan {
  /** The least width of a result's range as a part of its bound; narrower ones are far below the noise of 8-bit operands. */
  private static final double LEAST_WIDTH = 0x1p-16;

  private final Graph graph;
  private ActivationWidths widths;
  private final Set<Value> integers = new HashSet<>();
  private final Formats formats;
  private final boolean hasFloatLayers;
  private final MaskPaths masks;
  private final Map<Value, Quant> quants = new HashMap<>();
  private final Map<Value, List<Value>> groupOf = new HashMap<>();
  private final List<List<Value>> groups = new ArrayList<>();
  private final States states;
  private WideStates wide;

  private StoragePlan(Graph graph, Formats formats, States states) {
    this.graph = graph;
    this.formats = formats;
    this.masks = MaskPaths.of(graph);
    this.states = states;
    this.hasFloatLayers = graph.nodes().stream().anyMatch(this::isFloatLayer);
  }

  /**
   * What decides about the values.
   *
   * @param ofLayers the format of each node
   * @param ofBytes the range that S8 is to cover, of each F32 value that is no constant
   * @param ofShorts the same for S16
   */
  record Formats(Function<Node, LayerFormat> ofLayers, Function<Value, Range> ofBytes, Function<Value, Range> ofShorts) {
    Function<Value, Range> ranges(DType dtype) {
      return dtype == DType.S16 ? ofShorts : ofBytes;
    }
  }

  /**
   * The plan in which all integers are S8.
   *
   * @param ranges the observed range of each F32 value that is no constant
   */
  public static StoragePlan of(Graph graph, Function<Value, Range> ranges) {
    return of(graph, new Formats(node -> LayerFormat.INT8, ranges, ranges), States.NONE);
  }

  /** @param states whose inputs and outputs share a quantisation */
  static StoragePlan of(Graph graph, Formats formats, States states) {
    StoragePlan plan = new StoragePlan(graph, formats, states);
    plan.findIntegers();
    plan.findGroups();
    plan.wide = new WideStates(graph, plan.groupOf);
    plan.widths = ActivationWidths.of(plan, graph, formats.ofLayers());
    plan.chooseQuants();
    return plan;
  }

  /** Whether {@code value} is F32 in the graph and becomes an integer where it is produced. */
  public boolean isInteger(Value value) {
    return integers.contains(value);
  }

  /** The quantisation of {@code value}'s integers, whether it is produced or converted to them. For F32 values that are no constants. */
  public Quant quant(Value value) {
    return quants.get(value);
  }

  /** The quantisation of {@code value} as integers of {@code dtype}, its own or another. */
  Quant quant(Value value, DType dtype) {
    return dtype == dtype(value) ? quants.get(value) : quantOf(groupOf.get(value), dtype);
  }

  /** The element type of {@code value}'s integers. For F32 values that are no constants. */
  DType dtype(Value value) {
    return widths.of(groupOf.get(value));
  }

  /** The values that share a quantisation with {@code value}. */
  List<Value> group(Value value) {
    return groupOf.get(value);
  }

  /** The F32 values that are no constants, in groups of one quantisation. */
  public List<List<Value>> groups() {
    return List.copyOf(groups);
  }

  /** Whether {@code value} holds real numbers that are F32 so far. */
  public static boolean isReal(Value value) {
    return value.type().dtype().isFloat();
  }

  /** Whether a node only moves elements, so that its result has its inputs' quantisation. */
  public static boolean moves(Node node) {
    return node.op().quantRule().kind() == QuantRule.Kind.SAME_AS_INPUT;
  }

  /** The inputs of {@code node} that hold real numbers, constants too but for parameters. */
  static List<Value> realInputs(Node node) {
    return IntStream.range(0, node.inputs().size()).filter(index -> !node.op().isParameter(index)).mapToObj(node::input)
        .filter(input -> isReal(input) || input.type().isQuantised()).toList();
  }

  /** Whether nothing computes with {@code value} itself, only with elements that are moved or selected from it. */
  static boolean isOnlyMoved(Graph graph, Value value) {
    List<Node> consumers = graph.consumers(value);
    return !graph.isOutput(value) && !consumers.isEmpty() && consumers.stream().allMatch(StoragePlan::moves);
  }

  private void findIntegers() {
    graph.inputs().stream().filter(input -> isReal(input) && isWantedAsInteger(input)).forEach(integers::add);
    for (Node node : graph.nodes()) {
      node.outputs().stream().filter(output -> isReal(output) && computesIntegers(node)).forEach(integers::add);
    }
  }

  /** Whether someone computes with integers of {@code value}, directly or after moves, or it leaves the graph after moves only. */
  private boolean isWantedAsInteger(Value value) {
    return graph.isOutput(value) || graph.consumers(value).stream().anyMatch(consumer -> switch (consumer.op().quantRule().kind()) {
      case OBSERVED, FIXED, INTEGER -> !(consumer.op() instanceof Quantise) && !isFloatLayer(consumer);
      case SAME_AS_INPUT -> isWantedAsInteger(consumer.output());
      case FLOAT_ONLY -> false;
    });
  }

  private boolean computesIntegers(Node node) {
    return switch (node.op().quantRule().kind()) {
      case OBSERVED, FIXED -> node.op() instanceof WeightedOp ? !isFloatLayer(node) : !readsFloatLayersOnly(node);
      case SAME_AS_INPUT -> realInputs(node).stream().anyMatch(input -> isInteger(input) || input.type().isQuantised());
      case INTEGER -> false;
      case FLOAT_ONLY -> importedQuant(node).isPresent();
    };
  }

  private boolean isFloatLayer(Node node) {
    return node.op() instanceof WeightedOp && formats.ofLayers().apply(node).isFloat();
  }

  /** Whether some layer is to compute with floats and nothing that {@code node} reads is integers. */
  private boolean readsFloatLayersOnly(Node node) {
    List<Value> variables = realInputs(node).stream().filter(input -> !input.isConstant()).toList();
    return hasFloatLayers
        && !variables.isEmpty()
        && variables.stream().noneMatch(input -> isInteger(input) || input.type().isQuantised());
  }

  private void findGroups() {
    SharedQuantisation shared = new SharedQuantisation();
    graph.inputs().stream().filter(StoragePlan::isReal).forEach(shared::add);
    graph.nodes().forEach(node -> node.outputs().stream().filter(StoragePlan::isReal).forEach(output -> tie(node, output, shared)));
    states.pairs().forEach(pair -> tie(graph.inputs().get(pair.input()), graph.outputs().get(pair.output()), shared));
    groups.addAll(shared.groups());
    groups.forEach(group -> group.forEach(value -> groupOf.put(value, group)));
  }

  private void chooseQuants() {
    groups.forEach(group -> {
      Quant quant = quantOf(group, widths.of(group));
      group.forEach(value -> quants.put(value, quant));
    });
  }

  private static void tie(Value input, Value output, SharedQuantisation shared) {
    if (isReal(input) && isReal(output) && !output.isConstant()) {
      shared.tie(input, output);
    }
  }

  private void tie(Node node, Value output, SharedQuantisation shared) {
    shared.add(output);
    if (moves(node)) {
      realInputs(node).stream().filter(input -> isReal(input) && !input.isConstant()).forEach(input -> shared.tie(input, output));
    }
  }

  /** Whether a recurrent layer takes or gives a value of the group in 16 bits. */
  boolean isWide(List<Value> group) {
    return wide.contains(group);
  }

  private Quant quantOf(List<Value> group, DType dtype) {
    Optional<Quant> layers = wide.quant(group, group.stream().filter(this::isSource).toList()).filter(quant -> dtype == DType.S16);
    if (layers.isPresent()) {
      return layers.get();
    }
    Optional<Quant> given = givenQuant(group);
    if (given.isPresent()) {
      return dtype == DType.S8 ? given.get() : ActivationQuant.of(dtype, ActivationQuant.rangeOf(given.get()));
    }
    Function<Value, Range> ranges = formats.ranges(dtype);
    return ActivationQuant.of(
        dtype, group.stream().flatMap(value -> neededRanges(value, ranges)).reduce(Range::union).orElse(new Range(0, 0)));
  }

  /** The quantisation that all sources of the group's elements give, if they agree: an operator's fixed one or an imported one. */
  private Optional<Quant> givenQuant(List<Value> group) {
    List<Optional<Quant>> given = group.stream().filter(this::isSource).map(this::givenQuant).distinct().toList();
    return given.size() == 1 ? given.get(0) : Optional.empty();
  }

  /** Whether {@code value} is given or computed, not just moved from other values of its group, as a state is from the call before. */
  boolean isSource(Value value) {
    boolean isState = states.pairs().stream().anyMatch(pair -> graph.inputs().get(pair.input()) == value);
    return !isState && graph.producer(value).filter(StoragePlan::moves).isEmpty();
  }

  private Optional<Quant> givenQuant(Value source) {
    return graph.producer(source).filter(producer -> !wide.isWide(source)).flatMap(producer -> producer.op().quantRule().fixed().or(() -> importedQuant(producer)));
  }

  /** The S8 quantisation of what {@code node} dequantises, if it is one 8-bit integer with one scale. */
  private static Optional<Quant> importedQuant(Node node) {
    return node.as(Dequantise.class).map(dequantise -> node.input(0).type())
        .filter(type -> type.dtype().bytes() == 1 && type.requireQuant().isPerTensor())
        .map(type -> type.dtype() == DType.U8
            ? Quant.perTensor(type.requireQuant().scale(), type.requireQuant().zeroPoint() + Byte.MIN_VALUE)
            : type.requireQuant());
  }

  /** What the quantisation of {@code value}'s group must cover because of it. */
  private Stream<Range> neededRanges(Value value, Function<Value, Range> ranges) {
    Stream<Range> observed = isOnlyMoved(graph, value) ? Stream.empty() : Stream.of(range(graph, value, ranges));
    Stream<Range> movedConstants = graph.producer(value).filter(StoragePlan::moves).stream()
        .flatMap(node -> realInputs(node).stream()).flatMap(input -> input.constant().stream()).map(constant -> masks.isScores(value) ? unmaskedRange(constant) : ActivationQuant.range(constant));
    return Stream.concat(observed, movedConstants);
  }

  /** The range of what takes part in a Softmax. */
  private static Range unmaskedRange(Tensor constant) {
    Range range = new Range(0, 0);
    for (int i = 0; i < constant.elements(); i++) {
      double element = constant.real(i);
      range = MaskPaths.isMasked(element) ? range : range.union(new Range(element, element));
    }
    return range;
  }

  /** The observed range, widened where the operator's arithmetic could not tell its results apart. */
  private static Range range(Graph graph, Value value, Function<Value, Range> ranges) {
    Range range = ranges.apply(value);
    double least = graph.producer(value).map(node -> ResultBound.of(node, ranges)).orElse(0.0) * LEAST_WIDTH;
    return range.width() >= least ? range : range.union(new Range(range.max(), range.min() + least));
  }
}
