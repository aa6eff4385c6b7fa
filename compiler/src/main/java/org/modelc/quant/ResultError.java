package org.modelc.quant;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Softmax;
import org.modelc.reference.Interpreter;

/** How far results of a network are from those of its float form, sample by sample. */
final class ResultError {
  /** How many standard errors of the mean gain a smaller error must gain: of a hundred trials some look better by two just by chance. */
  private static final double CLEARLY = 3;

  private final List<Value> results;
  private final List<List<Tensor>> exact;

  /**
   * @param results of the float form
   * @param exact for each sample the tensors of {@code results}
   */
  ResultError(List<Value> results, List<List<Tensor>> exact) {
    this.results = results;
    this.exact = exact;
  }

  /** @param samples for {@code graph}, which is in floats */
  static ResultError of(Graph graph, SampleSet samples) {
    List<Value> results = results(graph);
    return new ResultError(results, run(graph, samples, results.stream().map(Value::name).toList()));
  }

  /**
   * The real outputs; instead of probabilities the scores that they come from, as probabilities near 0 and 1 hide what happens to a sample.
   */
  static List<Value> results(Graph graph) {
    return graph.outputs().stream().map(output -> beforeSoftmax(output, graph))
        .filter(value -> !value.isConstant() && StoragePlan.isReal(value)).toList();
  }

  private static Value beforeSoftmax(Value output, Graph graph) {
    return graph.producer(output).filter(node -> node.op() instanceof Softmax || node.op().isView())
        .map(node -> beforeSoftmax(node.input(0), graph)).orElse(output);
  }

  private static List<List<Tensor>> run(Graph graph, SampleSet samples, List<String> names) {
    Interpreter interpreter = new Interpreter(graph);
    return IntStream.range(0, samples.size()).parallel().mapToObj(sample -> {
      Map<String, Tensor> values = new HashMap<>();
      interpreter.run(samples.sample(sample), (value, tensor) -> values.put(value.name(), tensor));
      return names.stream().map(values::get).toList();
    }).toList();
  }

  /** As {@link #errors(List)}, of another form of the graph, whose values have the same names. */
  double[] errors(Graph candidate, SampleSet samples) {
    return errors(run(candidate, samples.forGraph(candidate), results.stream().map(Value::name).toList()));
  }

  /** For each sample the energy of the error over the mean energy of the results, added over the results. */
  double[] errors(List<List<Tensor>> actual) {
    double[] errors = new double[exact.size()];
    for (int result = 0; result < results.size(); result++) {
      double signal = 0;
      double[] noise = new double[errors.length];
      for (int sample = 0; sample < errors.length; sample++) {
        SignalToNoise ratio = SignalToNoise.of(exact.get(sample).get(result), actual.get(sample).get(result));
        signal += ratio.signal() / errors.length;
        noise[sample] = ratio.noise();
      }
      for (int sample = 0; sample < errors.length; sample++) {
        errors[sample] += noise[sample] / Math.max(signal, Double.MIN_NORMAL);
      }
    }
    return errors;
  }

  /** Whether the errors of the same samples have become smaller, not just by chance. */
  static boolean isClearlySmaller(double[] errors, double[] before) {
    int count = errors.length;
    double[] gains = IntStream.range(0, count).mapToDouble(sample -> before[sample] - errors[sample]).toArray();
    double mean = Arrays.stream(gains).average().orElse(0);
    double variance = Arrays.stream(gains).map(gain -> (gain - mean) * (gain - mean)).sum() / Math.max(1, count - 1);
    return count > 1 && mean > CLEARLY * Math.sqrt(variance / count);
  }
}
