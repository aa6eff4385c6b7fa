package org.modelc.prune;

import java.util.Locale;

/** What makes a weight or channel important. */
public enum Importance {
  /** How much of the results' variance over samples is lost without it. */
  ACTIVATIONS,
  /** The magnitude of weights; of a filter the sum of them. */
  L1,
  /** The magnitude of weights; of a filter its Euclidean norm. */
  L2;

  /** As the command line takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
