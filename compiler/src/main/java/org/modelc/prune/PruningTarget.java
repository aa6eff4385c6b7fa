package org.modelc.prune;

import java.util.Locale;

/** What structured pruning is to reduce. */
public enum PruningTarget {
  /** Multiply-accumulate operations of one inference. */
  MACS,
  /** Weights and biases. */
  PARAMETERS,
  /** Bytes of constants in flash, in int8. */
  FLASH,
  /** Instructions of one inference on a target, in int8. */
  INSTRUCTIONS;

  /** Whether only generated C tells how much there is. */
  public boolean isMeasured() {
    return this == FLASH || this == INSTRUCTIONS;
  }

  /** As the command line takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
