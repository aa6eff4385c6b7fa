package org.modelc.prune;

import java.util.Map;

/**
 * How channels are removed.
 *
 * @param fractions what is to be left of each target, above 0 and below 1; of flash and instructions also the amount itself, from 1 on
 * @param reconstruct whether the remaining weights are fitted to samples
 */
public record StructuredOptions(Map<PruningTarget, Double> fractions, Importance importance, boolean reconstruct) {
  public StructuredOptions {
    fractions = Map.copyOf(fractions);
    fractions.forEach((target, fraction) -> {
      if (!(fraction > 0 && (fraction < 1 || target.isMeasured() && Double.isFinite(fraction)))) {
        throw new IllegalArgumentException(target + "=" + fraction + ": the part that is left must be between 0 and 1");
      }
    });
  }

  /** The same with other targets. */
  public StructuredOptions withFractions(Map<PruningTarget, Double> newFractions) {
    return new StructuredOptions(newFractions, importance, reconstruct);
  }
}
