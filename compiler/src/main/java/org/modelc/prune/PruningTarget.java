package org.modelc.prune;

import java.util.Locale;

/** What structured pruning is to reduce. */
public enum PruningTarget {
  /** Multiply-accumulate operations of one inference. */
  MACS,
  /** Weights and biases. */
  PARAMETERS;

  /** As the command line takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
