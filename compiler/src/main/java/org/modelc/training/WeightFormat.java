package org.modelc.training;

/** Integers that weights are trained for, symmetric with a scale for each output channel. */
public enum WeightFormat {
  INT8(127),
  INT4(7);

  private final int largest;

  WeightFormat(int largest) {
    this.largest = largest;
  }

  /** The largest integer; the smallest is its negative. */
  public int largest() {
    return largest;
  }
}
