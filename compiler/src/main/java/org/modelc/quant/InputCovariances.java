package org.modelc.quant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.WeightedOp;
import org.modelc.reference.Interpreter;

/** What the filters of a float graph's weighted operators are multiplied with, over calibration samples. */
final class InputCovariances {
  static final InputCovariances NONE = new InputCovariances(Map.of());

  /** Filters with more weights keep the nearest integers: their matrices would take too much memory and time. */
  private static final int LARGEST_FILTER = 1024;

  /** Samples that are run at the most, at equal distances: so many give thousands of vectors to each layer. */
  private static final int MOST_SAMPLES = 200;

  /** Samples whose values are kept at a time. */
  private static final int BATCH = 8;

  private final Map<String, PatchStatistics> statistics;

  private InputCovariances(Map<String, PatchStatistics> statistics) {
    this.statistics = statistics;
  }

  /** Runs {@code graph} on samples; the result does not depend on the number of threads. */
  static InputCovariances of(Graph graph, SampleSet all) {
    SampleSet samples = PostTraining.spread(all, MOST_SAMPLES);
    Map<Node, PatchStatistics> statistics = new LinkedHashMap<>();
    graph.nodes().stream().filter(InputCovariances::isSearched).forEach(node -> statistics.put(node, new PatchStatistics(node)));
    Interpreter interpreter = new Interpreter(graph);
    for (int from = 0; from < samples.size(); from += BATCH) {
      SampleSet batch = samples.range(from, from + BATCH);
      List<Map<Value, Tensor>> runs = IntStream.range(0, batch.size()).parallel()
          .mapToObj(sample -> values(interpreter, batch.sample(sample))).toList();
      new ArrayList<>(statistics.entrySet()).parallelStream()
          .forEach(entry -> runs.forEach(run -> entry.getValue().add(run.get(entry.getKey().input(WeightedOp.ACTIVATIONS)))));
    }
    Map<String, PatchStatistics> byName = new HashMap<>();
    statistics.forEach((node, seen) -> byName.put(node.name(), seen));
    return new InputCovariances(byName);
  }

  private static boolean isSearched(Node node) {
    return node.op() instanceof WeightedOp && node.input(WeightedOp.ACTIVATIONS).type().dtype().isFloat()
        && !node.input(WeightedOp.ACTIVATIONS).isConstant() && PatchStatistics.size(node) <= LARGEST_FILTER;
  }

  private static Map<Value, Tensor> values(Interpreter interpreter, List<Tensor> sample) {
    Map<Value, Tensor> values = new HashMap<>();
    interpreter.run(sample, values::put);
    return values;
  }

  /** Empty for operators whose weights keep the nearest integers. */
  Optional<PatchStatistics> of(Node node) {
    return Optional.ofNullable(statistics.get(node.name()));
  }
}
