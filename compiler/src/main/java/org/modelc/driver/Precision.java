package org.modelc.driver;

/** The arithmetic of the generated C. */
public enum Precision {
  /** Integers; floats remain where an operator has no integer implementation. */
  INT8,
  /** Single precision: the baseline, and an aid when a quantised model misbehaves. */
  F32
}
