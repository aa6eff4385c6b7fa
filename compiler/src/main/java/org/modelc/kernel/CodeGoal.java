package org.modelc.kernel;

import java.util.Locale;

/** What matters more where the two contradict each other. */
public enum CodeGoal {
  /** Fewer instructions. */
  SPEED,
  /** Fewer bytes of flash. */
  SIZE;

  /** As {@code --optimize} takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
