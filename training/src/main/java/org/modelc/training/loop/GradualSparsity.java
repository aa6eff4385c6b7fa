package org.modelc.training.loop;

import org.modelc.data.SampleSet;
import org.modelc.prune.ImportanceMasks;
import org.modelc.prune.WeightPruning;

/**
 * Zeros that become more in the course of a run, so that the other weights can make up for them: the part that is not zero yet falls with
 * the cube of what is left of the ramp, after Zhu and Gupta, "To Prune, or Not to Prune", 2017.
 */
final class GradualSparsity {
  /** What is left of the run trains the network as it will be. */
  private static final double RAMP = 2.0 / 3;
  private static final int CHANGES = 40;
  private static final int SAMPLES = 200;

  private final TrainableGraph network;
  private final ImportanceMasks masks;
  private final double first;
  private final double last;
  private final int steps;
  private double reached = -1;

  /**
   * @param samples for the network's inputs
   * @param last the part of the weights that is zero in the end
   * @param steps of the whole run
   */
  GradualSparsity(TrainableGraph network, SampleSet samples, double last, int steps) {
    this.network = network;
    this.masks = ImportanceMasks.of(network.floats(), samples.range(0, Math.min(SAMPLES, samples.size())));
    this.first = Math.min(WeightPruning.sparsity(network.floats()), last);
    this.last = last;
    this.steps = steps;
  }

  /** The part of the weights that is zero in step {@code step}, counted from 0. */
  double at(int step) {
    double change = Math.min(CHANGES, Math.floor(CHANGES * step / (RAMP * steps)));
    return last + (first - last) * Math.pow(1 - change / CHANGES, 3);
  }

  /** Zeroes what is to be zero in step {@code step}, which follows. */
  void prepare(int step) {
    double wanted = at(step);
    if (wanted > reached) {
      network.keepZerosOf(masks.masked(network.floats(), wanted));
      reached = wanted;
    }
  }

  /** Whether the network has all its zeros. */
  boolean isComplete() {
    return reached >= last;
  }
}
