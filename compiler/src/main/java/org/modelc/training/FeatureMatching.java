package org.modelc.training;

import java.util.Map;

/**
 * Layers of a student that learn to show what layers of its teacher show (after Romero et al., "FitNets: Hints for Thin Deep Nets", 2015).
 * Where they have other channels a matrix between channels is learnt with them and left out in the end.
 *
 * @param weight of the layers' loss beside the loss of the results, above 0; the layers' loss is 1 for a student that shows zeros
 * @param pairs names of nodes or values of the student and of the teacher, of one shape but for the channels; empty for the last
 *     convolution of every image size that both have
 */
public record FeatureMatching(double weight, Map<String, String> pairs) {
  public static final double DEFAULT_WEIGHT = 1;

  public FeatureMatching {
    if (!(weight > 0 && Double.isFinite(weight))) {
      throw new IllegalArgumentException("weight of features " + weight);
    }
    pairs = Map.copyOf(pairs);
  }
}
