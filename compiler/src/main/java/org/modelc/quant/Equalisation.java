package org.modelc.quant;

import java.util.Locale;

/** Whether {@link CrossLayerEqualisation} comes before quantisation. */
public enum Equalisation {
  /** If the outputs of calibration samples lose clearly less with it. */
  AUTO,
  ON,
  OFF;

  /** As {@code --equalise} takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
