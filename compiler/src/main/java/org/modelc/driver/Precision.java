package org.modelc.driver;

import java.util.Locale;

/** The arithmetic of the generated C. */
public enum Precision {
  /** Integers; floats remain where an operator has no integer implementation. */
  INT8,
  /** Single precision: the baseline, and an aid when a quantised model misbehaves. */
  F32;

  /** As {@code --dtype} takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
