package org.modelc.pass;

/**
 * What the user decides about the optimised graph.
 *
 * @param floatIo whether float inputs and outputs of a quantised model stay float, with Quantise and Dequantise inside the model
 * @param channelsLastIo whether inputs and outputs in channels-first layout are turned to channels-last where this saves a Transpose
 * @param rowInput whether the input is handed over in parts of some rows
 */
public record PassOptions(boolean floatIo, boolean channelsLastIo, boolean rowInput) {
  /** Quantised inputs and outputs in the ONNX model's layout. */
  public static final PassOptions DEFAULT = new PassOptions(false, false);

  /** Whole inputs. */
  public PassOptions(boolean floatIo, boolean channelsLastIo) {
    this(floatIo, channelsLastIo, false);
  }
}
