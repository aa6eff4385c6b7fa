package org.modelc.quant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Dequantise;
import org.modelc.op.FloatCost;
import org.modelc.op.Op;
import org.modelc.op.QuantRule;
import org.modelc.op.Quantise;
import org.modelc.op.Recurrent;
import org.modelc.op.Requantise;
import org.modelc.op.WeightedOp;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/**
 * Post-training quantisation: rebuilds a graph with integer types wherever operators have an integer implementation.
 *
 * <p>Names of nodes and values stay, so that results can be compared. What is quantised already is left as it is.
 */
public final class Quantiser {
  private static final String QUANTISED_SUFFIX = "_quantised";
  private static final String SHORTS_SUFFIX = "_16_bits";
  private static final String OWN_TYPE_SUFFIX = "_of_layer";
  private static final String DEQUANTISED_SUFFIX = "_dequantised";

  private final Graph graph;
  private final Calibration calibration;
  private final StoragePlan plan;
  private final InputCovariances covariances;
  private final QuantisationOptions options;
  private final Problems problems;
  private final GraphBuilder out;
  /** Values of the new graph by values of the old one, in the form in which they are produced. */
  private final Map<Value, Value> produced = new HashMap<>();
  private final Map<Value, Value> asBytes = new HashMap<>();
  private final Map<Value, Value> asShorts = new HashMap<>();
  private final Map<Value, Value> asFloats = new HashMap<>();

  private Quantiser(Graph graph, Calibration calibration, StoragePlan plan, QuantisationOptions options, Problems problems) {
    this.graph = graph;
    this.calibration = calibration;
    this.plan = plan;
    this.options = options;
    this.covariances = options.rounding() == Rounding.ADAPTIVE ? InputCovariances.of(graph, calibration.samples()) : InputCovariances.NONE;
    this.problems = problems;
    this.out = new GraphBuilder(graph.name());
  }

  /**
   * The graph in integers.
   *
   * @param graph optimised; values that are F32 become S8, or S16 where the options say so
   * @param calibration of this graph
   * @param problems receives W302 for each node that stays in floating point
   * @throws ProblemException E304 if a value's range is unknown
   */
  public static Graph quantise(Graph graph, Calibration calibration, QuantisationOptions options, Problems problems) {
    return quantise(graph, calibration, options.method().ranges(graph, calibration), options, problems);
  }

  /**
   * As {@link #quantise(Graph, Calibration, QuantisationOptions, Problems)} with ranges that somebody else has chosen.
   *
   * @param ranges of each F32 value that is no constant
   */
  public static Graph quantise(
      Graph graph, Calibration calibration, Function<Value, Range> ranges, QuantisationOptions options, Problems problems) {
    Function<Node, LayerFormat> formats = node -> options.formatOf(node.name());
    Function<Value, Range> all = RangeMethod.MIN_MAX.ranges(graph, calibration);
    StoragePlan plan = StoragePlan.of(graph, new StoragePlan.Formats(formats, ranges, all), options.states());
    Graph quantised = new Quantiser(graph, calibration, plan, options, problems).run();
    return HalfFloatWeights.round(quantised, node -> options.formatOf(node.name()) == LayerFormat.F16);
  }

  private Graph run() {
    constantsThatStay().forEach(out::adopt);
    graph.inputs().forEach(this::addInput);
    graph.nodes().forEach(this::addNode);
    IntStream.range(0, graph.outputs().size()).forEach(this::addOutput);
    return out.build();
  }

  private Stream<Value> constantsThatStay() {
    Stream<Value> read = graph.nodes().stream().flatMap(node -> becomesInteger(node) || takesIntegers(node)
        ? node.inputs().stream().filter(input -> !StoragePlan.realInputs(node).contains(input))
        : node.inputs().stream());
    return Stream.concat(read, graph.outputs().stream()).filter(Value::isConstant);
  }

  private boolean becomesInteger(Node node) {
    return node.outputs().stream().anyMatch(plan::isInteger);
  }

  private void addInput(Value input) {
    boolean becomesInteger = plan.isInteger(input) && (!options.floatIo() || isState(input));
    produced.put(input, out.input(input.name(), becomesInteger ? integers(input) : input.type()));
  }

  private void addOutput(int index) {
    Value output = graph.outputs().get(index);
    out.output(plan.isInteger(output) && options.floatIo() && !isState(output) ? asFloat(output) : current(output));
  }

  /** Whether {@code value} is an input or output that nobody sees but the network itself. */
  private boolean isState(Value value) {
    return options.states().pairs().stream()
        .anyMatch(pair -> graph.inputs().get(pair.input()) == value || graph.outputs().get(pair.output()) == value);
  }

  private TensorType integers(Value value) {
    return TensorType.quantised(plan.dtype(value), value.shape(), plan.quant(value));
  }

  private void addNode(Node node) {
    if (node.op() instanceof Dequantise && plan.isInteger(node.output())) {
      keepIntegers(node);
    } else if (node.op() instanceof Quantise quantise && isInteger(node.input(0))) {
      requantise(node, quantise);
    } else if (becomesInteger(node)) {
      addIntegerNode(node);
    } else {
      addNodeAsItIs(node);
    }
  }

  private boolean isInteger(Value value) {
    return plan.isInteger(value) && current(value).type().isQuantised();
  }

  private void keepIntegers(Node node) {
    Value source = current(node.input(0));
    produced.put(node.output(), withType(source, integers(node.output()), nameOf(node.output())));
  }

  private void requantise(Node node, Quantise quantise) {
    TensorType type = TensorType.quantised(quantise.dtype(), node.output().shape(), quantise.quant());
    produced.put(node.output(), withType(current(node.input(0)), type, node.output().name()));
  }

  private Value withType(Value source, TensorType type, String name) {
    return source.type().equals(type) ? source : out.add(name, new Requantise(type.dtype(), type.requireQuant()), source);
  }

  private void addIntegerNode(Node node) {
    if (node.op() instanceof Recurrent layer && layer.carriesState()) {
      addWithStates(node, layer);
      return;
    }
    Value output = node.output();
    List<Value> inputs = integerOperands(node);
    produced.put(output, out.addTyped(node.name(), node.op(), inputs, List.of(nameOf(output)), List.of(integers(output))).get(0));
  }

  /** The layer gives its states in types of its own; where those of the graph's values differ, they are converted. */
  private void addWithStates(Node node, Recurrent layer) {
    Value sequence = node.outputs().get(0);
    List<Value> inputs = new ArrayList<>(recurrentInputs(node));
    List<TensorType> types = new ArrayList<>(List.of(TensorType.quantised(DType.S8, sequence.shape(), plan.quant(sequence, DType.S8))));
    for (int state = 0; state < layer.cell().states(); state++) {
      TensorType type = layer.stateType(state, types.get(0), true);
      inputs.add(asState(node.input(Recurrent.STATES + state), type));
      types.add(type);
    }
    List<String> names = IntStream.range(0, types.size()).mapToObj(i -> ownName(node.outputs().get(i), types.get(i))).toList();
    List<Value> results = out.addTyped(node.name(), layer, inputs, names, types);
    IntStream.range(0, results.size()).forEach(i -> {
      Value output = node.outputs().get(i);
      produced.put(output, withType(results.get(i), integers(output), nameOf(output)));
    });
  }

  private String ownName(Value output, TensorType own) {
    return integers(output).equals(own) ? nameOf(output) : nameOf(output) + OWN_TYPE_SUFFIX;
  }

  private Value asState(Value value, TensorType type) {
    return value.isConstant()
        ? out.constant(value.name(), ActivationQuant.quantise(value.requireConstant(), type.dtype(), type.requireQuant()))
        : withType(asInteger(value, type.dtype()), type, value.name() + OWN_TYPE_SUFFIX);
  }

  /** An output that is to be F32 leaves its name to the conversion at the edge. */
  private String nameOf(Value integer) {
    return graph.isOutput(integer) && options.floatIo() && !isState(integer) ? integer.name() + QUANTISED_SUFFIX : integer.name();
  }

  private List<Value> integerOperands(Node node) {
    if (node.op() instanceof WeightedOp) {
      return weightedInputs(node);
    }
    return node.op() instanceof Recurrent ? recurrentInputs(node) : integerInputs(node);
  }

  private List<Value> recurrentInputs(Node node) {
    Value x = asInteger(node.input(Recurrent.X), DType.S8);
    List<Value> constants = RecurrentWeights.quantised(
        node, x.type().requireQuant(), plan.quant(node.outputs().get(0), DType.S8), options.perChannel(), options.formatOf(node.name()).largestWeight());
    return Stream.concat(
        Stream.of(x), constants.stream().map(value -> out.constant(value.name(), value.requireConstant()))).toList();
  }

  private List<Value> weightedInputs(Node node) {
    Value weights = node.input(WeightedOp.WEIGHTS);
    Value bias = node.input(WeightedOp.BIAS);
    Value activations = node.input(WeightedOp.ACTIVATIONS);
    Value operand = asInteger(activations, plan.dtype(node.output()));
    FilterInputs inputs = calibration.statistics(activations.name())
        .map(statistics -> FilterInputs.of(node, statistics)).orElse(FilterInputs.UNKNOWN);
    WeightQuantiser.Quantised quantised = new WeightQuantiser(
        weights.requireConstant(), bias.requireConstant(), inputs, covariances.of(node),
        operand.type().requireQuant(), plan.quant(node.output()))
        .quantise(options.perChannel(), options.formatOf(node.name()).largestWeight());
    return List.of(
        operand, out.constant(weights.name(), quantised.weights()), out.constant(bias.name(), quantised.bias()));
  }

  private List<Value> integerInputs(Node node) {
    List<Value> inputs = new ArrayList<>();
    for (Value input : node.inputs()) {
      if (!StoragePlan.realInputs(node).contains(input)) {
        inputs.add(current(input));
      } else if (input.isConstant()) {
        inputs.add(integerConstant(node, input));
      } else {
        inputs.add(asInteger(input, plan.dtype(node.output())));
      }
    }
    return inputs;
  }

  private Value integerConstant(Node node, Value constant) {
    Tensor tensor = constant.requireConstant();
    DType dtype = plan.dtype(node.output());
    Tensor integers = StoragePlan.moves(node)
        ? ActivationQuant.quantise(tensor, dtype, plan.quant(node.output()))
        : ActivationQuant.quantise(tensor, dtype);
    return out.constant(constant.name(), integers);
  }

  private void addNodeAsItIs(Node node) {
    List<Value> inputs = takesIntegers(node) ? orderedInputs(node) : node.inputs().stream().map(this::asFloatIfReal).toList();
    List<String> names = node.outputs().stream().map(Value::name).toList();
    List<Value> results = out.addTyped(node.name(), node.op(), inputs, names, node.outputTypes());
    IntStream.range(0, results.size()).forEach(i -> produced.put(node.outputs().get(i), results.get(i)));
    warnIfFloat(node);
  }

  /** The operands as they are; all of them as integers of one type where one is integers. */
  private List<Value> orderedInputs(Node node) {
    List<Value> reals = StoragePlan.realInputs(node);
    List<DType> types = reals.stream().filter(input -> !input.isConstant()).map(input -> current(input).type())
        .filter(TensorType::isQuantised).map(TensorType::dtype).toList();
    DType dtype = types.contains(DType.S16) ? DType.S16 : DType.S8;
    return node.inputs().stream().map(input -> types.isEmpty() || !reals.contains(input) ? current(input) : ordered(input, dtype)).toList();
  }

  private Value ordered(Value operand, DType dtype) {
    return operand.isConstant()
        ? out.constant(operand.name(), ActivationQuant.quantise(operand.requireConstant(), dtype))
        : asInteger(operand, dtype);
  }

  /** Whether the operator's result is an index or a truth value, so that it does not matter how the reals are stored that it comes from. */
  private static boolean takesIntegers(Node node) {
    return node.op().quantRule().kind() == QuantRule.Kind.INTEGER;
  }

  private Value asFloatIfReal(Value value) {
    return StoragePlan.isReal(value) && !value.isConstant() ? asFloat(value) : current(value);
  }

  private void warnIfFloat(Node node) {
    boolean onFloats = node.outputs().stream().anyMatch(StoragePlan::isReal);
    if (onFloats && node.op().quantRule().kind() == QuantRule.Kind.FLOAT_ONLY && !(node.op() instanceof Dequantise)) {
      problems.add(Code.W302, "node \"" + node.name() + "\" (" + node.op().name() + ")", "It has no integer implementation, which " + FloatCost.of(node).text() + ".");
    }
  }

  /** The value of the new graph that stands for {@code value}, as it is produced; a constant stands for itself. */
  private Value current(Value value) {
    return value.isConstant() ? value : produced.get(value);
  }

  /** {@code value} as S8 or S16. */
  private Value asInteger(Value value, DType dtype) {
    Value source = current(value);
    if (source.type().isQuantised() && source.type().dtype() == dtype) {
      return source;
    }
    boolean bytes = dtype == DType.S8;
    String name = value.name() + (bytes ? QUANTISED_SUFFIX : SHORTS_SUFFIX);
    return (bytes ? asBytes : asShorts).computeIfAbsent(value, key -> convert(conversion(key, source, dtype), source, name));
  }

  private Op conversion(Value value, Value source, DType dtype) {
    if (!source.type().isQuantised()) {
      return new Quantise(dtype, plan.quant(value, dtype));
    }
    Quant quant = value.type().isQuantised()
        ? ActivationQuant.of(dtype, ActivationQuant.rangeOf(value.type().requireQuant()))
        : plan.quant(value, dtype);
    return new Requantise(dtype, quant);
  }

  /** {@code value} as F32. */
  private Value asFloat(Value value) {
    Value source = current(value);
    String name = graph.isOutput(value) && options.floatIo() ? value.name() : value.name() + DEQUANTISED_SUFFIX;
    return source.type().isQuantised() ? asFloats.computeIfAbsent(value, key -> convert(new Dequantise(), source, name)) : source;
  }

  private Value convert(Op conversion, Value source, String name) {
    return out.add(name, conversion, source);
  }
}
