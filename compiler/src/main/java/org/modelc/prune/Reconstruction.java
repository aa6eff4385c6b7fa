package org.modelc.prune;

import static org.modelc.op.WeightedOp.ACTIVATIONS;
import static org.modelc.op.WeightedOp.BIAS;
import static org.modelc.op.WeightedOp.WEIGHTS;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Op;
import org.modelc.op.WeightedOp;

/**
 * Fits the weights of a pruned graph to samples, without training: layer by layer in execution order, each to what the original layer makes
 * of the original inputs, by least squares over the inputs that the pruned graph really has there. Weights that are zero stay zero.
 */
final class Reconstruction {
  private final Graph original;
  private final Graph pruned;
  private final Function<String, int[]> keptFilters;
  private final SampleSet samples;
  private final GraphBuilder out;
  /** For both graphs and for each value still to be read, its tensors sample by sample. */
  private final Map<Value, List<Tensor>> tensors = new IdentityHashMap<>();
  private final Map<Value, Integer> pendingReads = new IdentityHashMap<>();
  private final Map<Value, Value> produced = new IdentityHashMap<>();

  private Reconstruction(Graph original, Graph pruned, Function<String, int[]> keptFilters, SampleSet samples) {
    this.original = original;
    this.pruned = pruned;
    this.keptFilters = keptFilters;
    this.samples = samples;
    this.out = new GraphBuilder(pruned.name());
  }

  /**
   * The pruned graph with other weights and biases.
   *
   * @param original float graph with the same nodes in the same order
   * @param keptFilters for the name of a weighted node, the original filters that the pruned node still has
   * @param samples for the original graph's inputs
   */
  static Graph fit(Graph original, Graph pruned, Function<String, int[]> keptFilters, SampleSet samples) {
    return new Reconstruction(original, pruned, keptFilters, samples).run();
  }

  private Graph run() {
    countReads(original);
    countReads(pruned);
    for (int i = 0; i < pruned.inputs().size(); i++) {
      int input = i;
      List<Tensor> seen = IntStream.range(0, samples.size()).mapToObj(sample -> samples.sample(sample).get(input)).toList();
      tensors.put(original.inputs().get(i), seen);
      tensors.put(pruned.inputs().get(i), seen);
      produced.put(pruned.inputs().get(i), out.input(pruned.inputs().get(i).name(), pruned.inputs().get(i).type()));
    }
    for (int i = 0; i < pruned.nodes().size(); i++) {
      step(original.nodes().get(i), pruned.nodes().get(i));
    }
    pruned.outputs().forEach(output -> out.output(current(output)));
    return out.build();
  }

  private void countReads(Graph graph) {
    graph.nodes().forEach(node -> node.inputs().forEach(input -> pendingReads.merge(input, 1, Integer::sum)));
  }

  private void step(Node old, Node node) {
    Node fitted = WeightedLayer.isOne(node) ? fitted(old, node) : node;
    List<String> names = node.outputs().stream().map(Value::name).toList();
    List<Value> results = out.add(node.name(), node.op(), fitted.inputs().stream().map(this::current).toList(), names);
    IntStream.range(0, results.size()).forEach(i -> produced.put(node.outputs().get(i), results.get(i)));
    if (!tensors.containsKey(old.outputs().get(0))) {
      evaluate(old, old);
    }
    evaluate(node, fitted);
    release(old);
    release(node);
  }

  private Value current(Value value) {
    return value.isConstant() ? value : produced.get(value);
  }

  private void evaluate(Node node, Node computed) {
    List<List<Tensor>> results = results(computed, computed.op());
    for (int output = 0; output < node.outputs().size(); output++) {
      int index = output;
      tensors.put(node.outputs().get(output), results.stream().map(all -> all.get(index)).toList());
    }
  }

  private List<List<Tensor>> results(Node node, Op op) {
    return IntStream.range(0, samples.size()).parallel()
        .mapToObj(sample -> op.evaluate(node.inputs().stream().map(input -> tensor(input, sample)).toList(), node.outputTypes()))
        .toList();
  }

  private Tensor tensor(Value value, int sample) {
    return value.constant().orElseGet(() -> tensors.get(value).get(sample));
  }

  private void release(Node node) {
    for (Value input : node.inputs()) {
      if (pendingReads.merge(input, -1, Integer::sum) == 0) {
        tensors.remove(input);
      }
    }
  }

  /** The node with weights and bias that come closest to the original's results before they are clamped. */
  private Node fitted(Node old, Node node) {
    List<Tensor> wanted = results(old, ((WeightedOp) old.op()).withClamp(Clamp.NONE)).stream().map(all -> all.get(0)).toList();
    WeightedLayer layer = WeightedLayer.of(node);
    float[] weights = new float[layer.filters() * layer.columns()];
    float[] bias = new float[layer.filters()];
    for (int group = 0; group < layer.groups(); group++) {
      fitGroup(layer, group, wanted, weights, bias);
    }
    List<Value> inputs = new ArrayList<>(node.inputs());
    inputs.set(WEIGHTS, Value.constant(node.input(WEIGHTS).name(), Tensor.f32(node.input(WEIGHTS).shape(), weights)));
    inputs.set(BIAS, Value.constant(node.input(BIAS).name(), Tensor.f32(node.input(BIAS).shape(), bias)));
    return new Node(node.name(), node.op(), inputs, node.outputs());
  }

  private void fitGroup(WeightedLayer layer, int group, List<Tensor> wanted, float[] weights, float[] bias) {
    float[] start = layer.weights();
    RowStatistics statistics = statistics(layer, group, wanted, sample -> !isHeldOut(sample));
    RowStatistics heldOut = statistics(layer, group, wanted, Reconstruction::isHeldOut);
    double pull = PullChoice.choose(statistics, heldOut, start, group * layer.filtersPerGroup() * layer.columns());
    statistics.add(heldOut);
    LeastSquares squares = new LeastSquares(statistics, pull);
    for (int filter = 0; filter < layer.filtersPerGroup(); filter++) {
      int absolute = group * layer.filtersPerGroup() + filter;
      double[] fitted = squares.solve(start, absolute * layer.columns(), filter);
      double offset = statistics.targetMean(filter);
      for (int column = 0; column < fitted.length; column++) {
        weights[absolute * layer.columns() + column] = (float) fitted[column];
        offset -= fitted[column] * statistics.mean(column);
      }
      bias[absolute] = (float) offset;
    }
  }

  /** Every fifth sample shows how far the fit to the others can be trusted. */
  private static boolean isHeldOut(int sample) {
    return sample % 5 == 4;
  }

  private RowStatistics statistics(WeightedLayer layer, int group, List<Tensor> wanted, IntPredicate chosen) {
    int count = layer.filtersPerGroup();
    int[] kept = keptFilters.apply(layer.name());
    int originalFilters = wanted.get(0).shape().dim(-1);
    RowStatistics statistics = new RowStatistics(layer.columns(), count);
    double[] row = new double[layer.columns()];
    double[] targets = new double[count];
    int stride = LayerInputs.stride(layer, samples.size());
    for (int sample : IntStream.range(0, samples.size()).filter(chosen).toArray()) {
      float[] input = tensors.get(layer.node().input(ACTIVATIONS)).get(sample).floats();
      for (int position = sample % stride; position < layer.positions(); position += stride) {
        layer.row(input, position, group, row);
        for (int filter = 0; filter < count; filter++) {
          targets[filter] = wanted.get(sample).floats()[position * originalFilters + kept[group * count + filter]];
        }
        statistics.add(row, targets);
      }
    }
    return statistics;
  }
}
