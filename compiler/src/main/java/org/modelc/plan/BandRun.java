package org.modelc.plan;

import java.util.List;

/**
 * Successive bands that do the same, apart from the rows of whole values that they work on.
 *
 * @param first the number of the first band
 * @param bands how many bands, at least 1
 */
public record BandRun(int first, int bands, List<BandAction> actions) {
  public BandRun {
    actions = List.copyOf(actions);
  }
}
