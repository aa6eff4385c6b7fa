package org.modelc.driver;

import java.util.Locale;

/** The arithmetic of the generated C. */
public enum Precision {
  /** Integers; floats remain where an operator has no integer implementation. */
  INT8,
  /** Single precision: the baseline, and an aid when a quantised model misbehaves. */
  F32,
  /** As F32 with weights of 16 bits, which are widened when they are used: half the flash. */
  F16;

  /** Whether all computation is in floats. */
  boolean isFloat() {
    return this != INT8;
  }

  /** As {@code --dtype} takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
