package org.modelc.quant;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.WeightedOp;

/**
 * Makes the channels between two weighted operators alike, so that one scale fits them all: what multiplies a channel's weights in the first
 * divides those that read it in the second, with nothing but a Relu and moves between. The network computes the same.
 */
public final class CrossLayerEqualisation {
  /** The factors of all pairs are chosen again and again until none differs from 1 by more than this. */
  private static final double CONVERGED = 1e-3;

  private static final int MOST_ROUNDS = 100;

  private final Graph graph;
  private final FactorRule rule;
  private final List<EqualisationPair> pairs;

  /** Weights and biases of the operators in pairs, as they change. */
  private final Map<Node, double[]> weights = new HashMap<>();
  private final Map<Node, double[]> biases = new HashMap<>();

  private CrossLayerEqualisation(Graph graph, FactorRule rule) {
    this.graph = graph;
    this.rule = rule;
    this.pairs = pairs(graph, rule);
  }

  private static List<EqualisationPair> pairs(Graph graph, FactorRule rule) {
    return graph.nodes().stream().flatMap(node -> EqualisationPair.beginningWith(node, graph).stream())
        .filter(pair -> rule.takesBounded() || !pair.isBounded()).toList();
  }

  /**
   * The graph with other float weights, the same names, and the same results but for rounding.
   *
   * @param graph optimised, in floats
   */
  static Graph run(Graph graph, FactorRule rule) {
    return new CrossLayerEqualisation(graph, rule).run();
  }

  private Graph run() {
    pairs.forEach(pair -> List.of(pair.first(), pair.second()).forEach(this::read));
    double change = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MOST_ROUNDS && change > CONVERGED; round++) {
      change = pairs.stream().mapToDouble(this::equalise).max().orElse(0);
    }
    return rebuilt();
  }

  private void read(Node node) {
    weights.computeIfAbsent(node, key -> doubles(key.input(WeightedOp.WEIGHTS).requireConstant()));
    biases.computeIfAbsent(node, key -> doubles(key.input(WeightedOp.BIAS).requireConstant()));
  }

  private static double[] doubles(Tensor tensor) {
    return IntStream.range(0, tensor.elements()).mapToDouble(tensor::real).toArray();
  }

  /** Moves factors between the operators; returns the largest change. */
  private double equalise(EqualisationPair pair) {
    double[] factors = rule.factors(pair, weights.get(pair.first()), weights.get(pair.second()));
    scaleFirst(pair, factors);
    scaleSecond(pair, factors);
    return Arrays.stream(factors).map(factor -> Math.abs(Math.log(factor))).max().orElse(0);
  }

  private void scaleFirst(EqualisationPair pair, double[] factors) {
    double[] filters = weights.get(pair.first());
    int count = filters.length / pair.channels();
    for (int i = 0; i < filters.length; i++) {
      filters[i] *= factors[i / count];
    }
    double[] bias = biases.get(pair.first());
    for (int channel = 0; channel < bias.length; channel++) {
      bias[channel] *= factors[channel];
    }
  }

  private void scaleSecond(EqualisationPair pair, double[] factors) {
    double[] filters = weights.get(pair.second());
    int count = filters.length / pair.outputs();
    for (int i = 0; i < filters.length; i++) {
      filters[i] /= factors[pair.channel(i / count, i % count)];
    }
  }

  private Graph rebuilt() {
    GraphBuilder out = new GraphBuilder(graph.name());
    Map<Value, Value> values = new HashMap<>();
    graph.inputs().forEach(input -> values.put(input, out.input(input.name(), input.type())));
    for (Node node : graph.nodes()) {
      List<Value> inputs = node.inputs().stream().map(input -> replaced(node, input, values)).toList();
      List<Value> results = out.addTyped(
          node.name(), node.op(), inputs, node.outputs().stream().map(Value::name).toList(), node.outputTypes());
      IntStream.range(0, results.size()).forEach(i -> values.put(node.outputs().get(i), results.get(i)));
    }
    graph.outputs().forEach(output -> out.output(values.getOrDefault(output, output)));
    return out.build();
  }

  private Value replaced(Node node, Value input, Map<Value, Value> values) {
    if (!input.isConstant()) {
      return values.get(input);
    }
    boolean isWeights = weights.containsKey(node) && input == node.input(WeightedOp.WEIGHTS);
    boolean isBias = biases.containsKey(node) && input == node.input(WeightedOp.BIAS);
    return isWeights ? constant(input, weights.get(node)) : isBias ? constant(input, biases.get(node)) : input;
  }

  private static Value constant(Value original, double[] elements) {
    float[] floats = new float[elements.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) elements[i];
    }
    return Value.constant(original.name(), Tensor.f32(original.shape(), floats));
  }
}
