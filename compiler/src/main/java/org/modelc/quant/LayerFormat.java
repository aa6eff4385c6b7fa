package org.modelc.quant;

import org.modelc.ir.DType;

/** In which numbers a layer computes: a convolution or matrix product with its activations. From the smallest to the largest. */
public enum LayerFormat {
  INT4("int4", DType.S8, 7),
  INT8("int8", DType.S8, WeightScaleSearch.MAX_WEIGHT),
  INT8_INT16("w8a16", DType.S16, WeightScaleSearch.MAX_WEIGHT),
  /** Floats; the weights have 16 bits. */
  F16("f16", DType.F32, 0),
  F32("f32", DType.F32, 0);

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

  boolean isFloat() {
    return activations.isFloat();
  }

  /** Bytes of flash for the weights of {@code filters} filters of {@code filterSize} weights. */
  public int weightBytes(int filters, int filterSize) {
    return filters * switch (this) {
      case INT4 -> (filterSize + 1) / 2;
      case INT8, INT8_INT16 -> filterSize;
      case F16 -> Short.BYTES * filterSize;
      case F32 -> Float.BYTES * filterSize;
    };
  }

  /** The largest magnitude of a weight in integers; for formats of integers. */
  int largestWeight() {
    return largestWeight;
  }
}
