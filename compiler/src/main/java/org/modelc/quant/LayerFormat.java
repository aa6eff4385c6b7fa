package org.modelc.quant;

import org.modelc.ir.DType;

/** In which numbers a layer computes: a convolution or matrix product with its activations. */
public enum LayerFormat {
  INT4("int4", DType.S8, 7),
  INT8("int8", DType.S8, WeightScaleSearch.MAX_WEIGHT),
  INT8_INT16("w8a16", DType.S16, WeightScaleSearch.MAX_WEIGHT);

  private final String text;
  private final DType activations;
  private final int largestWeight;

  LayerFormat(String text, DType activations, int largestWeight) {
    this.text = text;
    this.activations = activations;
    this.largestWeight = largestWeight;
  }

  /** As options and reports spell it. */
  public String text() {
    return text;
  }

  /** Element type of the operands and the result. */
  public DType activations() {
    return activations;
  }

  /** The largest magnitude of a weight in integers. */
  int largestWeight() {
    return largestWeight;
  }
}
