package org.modelc.quant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.reference.Interpreter;

/**
 * What happens to a float network's outputs when its values are rounded to S8 with quantisations that may be tried and adopted. Only what
 * depends on a changed quantisation is computed anew.
 */
final class RangeTrial {
  private final Graph graph;
  private final List<Value> compared;
  private final ResultError error;

  /** The adopted quantisations of the values that are rounded. */
  private final Map<Value, Quant> quants;

  private final List<List<Tensor>> samples;

  /** For each sample, every value with all adopted quantisations. */
  private List<Map<Value, Tensor>> runs;

  /** Nothing is rounded at first. */
  RangeTrial(Graph graph, SampleSet samples) {
    this.graph = graph;
    this.quants = new HashMap<>();
    this.samples = IntStream.range(0, samples.size()).mapToObj(samples::sample).toList();
    Interpreter interpreter = new Interpreter(graph);
    this.runs = this.samples.parallelStream().map(sample -> {
      Map<Value, Tensor> values = new HashMap<>();
      interpreter.run(sample, values::put);
      return values;
    }).toList();
    this.compared = ResultError.results(graph);
    this.error = new ResultError(compared, results(runs));
  }

  private List<List<Tensor>> results(List<Map<Value, Tensor>> values) {
    return values.stream().map(sample -> compared.stream().map(sample::get).toList()).toList();
  }

  /** The error of each sample's results after these changes. */
  double[] errors(Map<Value, Quant> changes) {
    return error.errors(results(run(changes)));
  }

  /** Keeps these changes. */
  void adopt(Map<Value, Quant> changes) {
    runs = run(changes);
    quants.putAll(changes);
  }

  private List<Map<Value, Tensor>> run(Map<Value, Quant> changes) {
    return IntStream.range(0, samples.size()).parallel().mapToObj(sample -> run(sample, changes)).toList();
  }

  private Map<Value, Tensor> run(int sample, Map<Value, Quant> changes) {
    Map<Value, Tensor> values = new HashMap<>(runs.get(sample));
    Set<Value> changed = new HashSet<>(changes.keySet());
    for (int i = 0; i < graph.inputs().size(); i++) {
      Value input = graph.inputs().get(i);
      if (changes.containsKey(input)) {
        values.put(input, rounded(samples.get(sample).get(i), changes.get(input)));
      }
    }
    for (Node node : graph.nodes()) {
      if (node.outputs().stream().anyMatch(changed::contains) || node.inputs().stream().anyMatch(changed::contains)) {
        evaluate(node, values, changes);
        changed.addAll(node.outputs());
      }
    }
    return values;
  }

  private void evaluate(Node node, Map<Value, Tensor> values, Map<Value, Quant> changes) {
    List<Tensor> operands = node.inputs().stream().map(input -> input.constant().orElseGet(() -> values.get(input))).toList();
    List<Tensor> results = node.op().evaluate(operands, node.outputTypes());
    for (int i = 0; i < results.size(); i++) {
      Value output = node.outputs().get(i);
      Quant quant = changes.getOrDefault(output, quants.get(output));
      values.put(output, quant == null ? results.get(i) : rounded(results.get(i), quant));
    }
  }

  private static Tensor rounded(Tensor tensor, Quant quant) {
    return ActivationQuant.quantise(tensor, quant).toF32();
  }
}
