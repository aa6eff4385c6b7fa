package org.modelc.quant;

import java.util.Locale;

/** How weights become integers. */
public enum Rounding {
  /** Adaptive for weights with one scale in all and those of few bits, which it serves most; nearest for others. */
  AUTO,
  /** Each to the nearest integer. */
  NEAREST,
  /** So that the errors of a filter's weights cancel on calibration samples. */
  ADAPTIVE;

  boolean isAdaptive(LayerFormat format, boolean perChannel) {
    return this == ADAPTIVE || this == AUTO && (!perChannel || format == LayerFormat.INT4);
  }

  /** As {@code --rounding} takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
