package org.modelc.quant;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.modelc.arithmetic.IntegerRange;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.reference.Interpreter;

/** Quantises one layer at a time: its weights and its result, all else in floats. Shows which layer costs most. */
public final class Sensitivity {
  private final Graph floats;
  private final Map<String, Node> integerNodes;
  private final Optional<Classification> classification;
  private final List<Value> results;

  /** For each sample, every value of the float network. */
  private final List<Map<Value, Tensor>> exact;

  private Sensitivity(Graph floats, Graph integers, SampleSet samples) {
    this.floats = floats;
    this.integerNodes = integers.nodes().stream()
        .filter(node -> node.outputs().size() == 1 && node.output().type().isQuantised())
        .collect(Collectors.toMap(Node::name, node -> node));
    this.classification = Classification.of(floats);
    this.results = ResultError.results(floats);
    Interpreter interpreter = new Interpreter(floats);
    this.exact = IntStream.range(0, samples.size()).parallel().mapToObj(sample -> {
      Map<Value, Tensor> values = new HashMap<>();
      interpreter.run(samples.sample(sample), values::put);
      return values;
    }).toList();
  }

  /**
   * The loss of each layer that computes with integers, in order of execution.
   *
   * @param integers the quantised form of {@code floats}, nodes and values with the same names
   * @param samples for {@code floats}; a few dozen are enough
   */
  public static List<LayerLoss> of(Graph floats, Graph integers, SampleSet samples) {
    Sensitivity sensitivity = new Sensitivity(floats, integers, samples);
    return floats.nodes().stream().filter(sensitivity::isQuantised).map(sensitivity::loss).toList();
  }

  private boolean isQuantised(Node node) {
    return !StoragePlan.moves(node) && node.outputs().size() == 1 && StoragePlan.isReal(node.output())
        && Optional.ofNullable(integerNodes.get(node.name())).filter(twin -> twin.op().name().equals(node.op().name())).isPresent();
  }

  private LayerLoss loss(Node node) {
    Node twin = integerNodes.get(node.name());
    List<Run> runs = exact.parallelStream().map(values -> run(node, twin, values)).toList();
    double error = Arrays.stream(new ResultError(results, exact.stream().map(this::results).toList())
        .errors(runs.stream().map(Run::results).toList())).average().orElse(0);
    OptionalInt changed = classification.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of((int) runs.stream().filter(Run::classChanges).count());
    return new LayerLoss(
        node.output().name(), node.op().name(), runs.stream().mapToDouble(Run::saturation).average().orElse(0),
        error == 0 ? Double.POSITIVE_INFINITY : -10 * Math.log10(error / results.size()), changed);
  }

  private record Run(List<Tensor> results, double saturation, boolean classChanges) {}

  private Run run(Node node, Node twin, Map<Value, Tensor> values) {
    Map<Value, Tensor> changed = new HashMap<>(values);
    TensorType type = twin.output().type();
    Tensor unrounded = node.op().evaluate(operands(node, twin, values), node.outputTypes()).get(0);
    changed.put(node.output(), ActivationQuant.quantise(unrounded, type.dtype(), type.requireQuant()).toF32());
    boolean behind = false;
    for (Node other : floats.nodes()) {
      if (behind && other.inputs().stream().anyMatch(input -> changed.get(input) != values.get(input))) {
        evaluate(other, changed);
      }
      behind |= other == node;
    }
    boolean classChanges = classification.isPresent()
        && classification.get().classOf(outputs(changed)) != classification.get().classOf(outputs(values));
    return new Run(results(changed), saturation(unrounded, type), classChanges);
  }

  /** Constants as the integers stand for them, everything else in floats. */
  private static List<Tensor> operands(Node node, Node twin, Map<Value, Tensor> values) {
    return IntStream.range(0, node.inputs().size())
        .mapToObj(i -> node.input(i).isConstant() ? constant(node.input(i), twin.input(i)) : values.get(node.input(i))).toList();
  }

  private static Tensor constant(Value exact, Value integers) {
    return integers.isConstant() && integers.type().isQuantised() ? integers.requireConstant().toF32() : exact.requireConstant();
  }

  private static void evaluate(Node node, Map<Value, Tensor> values) {
    List<Tensor> operands = node.inputs().stream().map(input -> input.constant().orElseGet(() -> values.get(input))).toList();
    List<Tensor> results = node.op().evaluate(operands, node.outputTypes());
    IntStream.range(0, results.size()).forEach(i -> values.put(node.outputs().get(i), results.get(i)));
  }

  private List<Tensor> results(Map<Value, Tensor> values) {
    return results.stream().map(values::get).toList();
  }

  private List<Tensor> outputs(Map<Value, Tensor> values) {
    return floats.outputs().stream().map(output -> output.constant().orElseGet(() -> values.get(output))).toList();
  }

  /** The share of elements that are more than half a step beyond the integers' ends. */
  private static double saturation(Tensor reals, TensorType type) {
    Quant quant = type.requireQuant();
    IntegerRange range = IntegerRange.of(type.dtype());
    double low = quant.scale() * (range.min() - quant.zeroPoint() - 0.5);
    double high = quant.scale() * (range.max() - quant.zeroPoint() + 0.5);
    long outside = IntStream.range(0, reals.elements()).filter(i -> reals.real(i) < low || reals.real(i) > high).count();
    return reals.elements() == 0 ? 0 : (double) outside / reals.elements();
  }
}
