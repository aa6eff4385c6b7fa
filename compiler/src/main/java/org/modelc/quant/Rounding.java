package org.modelc.quant;

import java.util.Locale;

/** How weights become integers. */
public enum Rounding {
  /** Each to the nearest integer. */
  NEAREST,
  /** So that the errors of a filter's weights cancel on calibration samples. */
  ADAPTIVE;

  /** As {@code --rounding} takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
