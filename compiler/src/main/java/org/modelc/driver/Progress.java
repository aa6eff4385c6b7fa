package org.modelc.driver;

/** Hears what a long use case is doing. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress SILENT = activity -> {};

  /** @param activity what begins now, a short phrase for people such as {@code "cortex-m4: runs 20 samples"} */
  void begins(String activity);
}
