package org.modelc.training;

/** Watches a run. */
public interface TrainingListener {
  /** Sees nothing and lets the run come to its end. */
  TrainingListener SILENT = report -> {};

  void epochEnded(EpochReport report);

  /** @param done part of the current epoch, 0 to 1 */
  default void batchEnded(int epoch, double done) {}

  /** Whether the run is to end now with the best network so far. */
  default boolean wantsToStop() {
    return false;
  }
}
