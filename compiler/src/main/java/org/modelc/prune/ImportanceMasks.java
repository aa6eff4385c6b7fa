package org.modelc.prune;

import java.util.Optional;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;

/** Zeros for a network whose weights change: which matter least is judged anew each time, by weights and by the variances of what they multiply. */
public final class ImportanceMasks {
  private final WeightScores scores;

  private ImportanceMasks(WeightScores scores) {
    this.scores = scores;
  }

  /**
   * @param graph optimised, in floats
   * @param samples for its inputs, typical ones
   */
  public static ImportanceMasks of(Graph graph, SampleSet samples) {
    return new ImportanceMasks(WeightScores.of(graph, Importance.ACTIVATIONS, Optional.of(samples)));
  }

  /**
   * {@code graph} with zeros for the weights that matter least, those that are zero already among them.
   *
   * @param graph the one of {@link #of}, with other weights perhaps
   * @param sparsity part of all weights that is zero, 0 to 1
   */
  public Graph masked(Graph graph, double sparsity) {
    return new WeightMasks(graph, SparsityPattern.SINGLE, scores).zeroLeast(WeightedLayer.all(graph), sparsity).apply();
  }
}
