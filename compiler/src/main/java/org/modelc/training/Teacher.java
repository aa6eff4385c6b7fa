package org.modelc.training;

import java.util.Optional;
import org.modelc.ir.Graph;

/**
 * A network whose scores another learns to give (distillation, after Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural
 * Network", 2015).
 *
 * @param graph optimised, in floats, with the student's inputs and classes
 * @param temperature what the scores of both are divided by before they become probabilities, above 0
 * @param share weight of the teacher's probabilities in the loss, 0 to 1; the labels have the rest
 * @param features layers that are learnt from its layers
 */
public record Teacher(Graph graph, double temperature, double share, Optional<FeatureMatching> features) {
  public static final double DEFAULT_TEMPERATURE = 4;
  public static final double DEFAULT_SHARE = 0.9;

  public Teacher {
    requireValid(temperature, share);
  }

  /** A teacher whose scores alone are learnt. */
  public Teacher(Graph graph, double temperature, double share) {
    this(graph, temperature, share, Optional.empty());
  }

  /** @throws IllegalArgumentException if a value is out of range */
  public static void requireValid(double temperature, double share) {
    if (!(temperature > 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException("temperature " + temperature);
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share of the teacher " + share);
    }
  }
}
