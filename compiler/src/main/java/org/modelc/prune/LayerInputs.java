package org.modelc.prune;

import static org.modelc.op.WeightedOp.ACTIVATIONS;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.List;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.reference.Interpreter;

/** Statistics of what the filters of a graph's layers meet over samples. */
final class LayerInputs {
  /** Rows for each weight of a filter that are enough for stable statistics. */
  private static final int ROWS_PER_COLUMN = 20;

  private LayerInputs() {}

  /** How far apart the positions of one sample are that are looked at. */
  static int stride(WeightedLayer layer, int samples) {
    long available = (long) layer.positions() * samples;
    return (int) Math.max(1, Math.min(layer.positions(), available / ((long) ROWS_PER_COLUMN * layer.columns() + 1)));
  }

  /** For each layer in {@code layers}, none of which has groups, the statistics of its rows. */
  static Map<WeightedLayer, RowStatistics> observe(Graph graph, List<WeightedLayer> layers, SampleSet samples) {
    Map<WeightedLayer, RowStatistics> statistics = new LinkedHashMap<>();
    layers.forEach(layer -> statistics.put(layer, new RowStatistics(layer.columns(), 0)));
    Interpreter interpreter = new Interpreter(graph);
    for (int sample = 0; sample < samples.size(); sample++) {
      int index = sample;
      interpreter.run(samples.sample(sample), (value, tensor) -> add(statistics, value, tensor, index, samples.size()));
    }
    return statistics;
  }

  private static void add(Map<WeightedLayer, RowStatistics> statistics, Value value, Tensor tensor, int sample, int samples) {
    statistics.forEach((layer, sums) -> {
      if (layer.node().input(ACTIVATIONS) == value) {
        double[] row = new double[layer.columns()];
        int stride = stride(layer, samples);
        for (int position = sample % stride; position < layer.positions(); position += stride) {
          layer.row(tensor.floats(), position, 0, row);
          sums.add(row, row);
        }
      }
    });
  }
}
