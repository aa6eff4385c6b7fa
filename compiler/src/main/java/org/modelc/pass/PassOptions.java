package org.modelc.pass;

import java.util.Set;

/**
 * What the user decides about the optimised graph.
 *
 * @param floatIo whether float inputs and outputs of a quantised model stay float, with Quantise and Dequantise inside the model
 * @param channelsLastIo whether inputs and outputs in channels-first layout are turned to channels-last where this saves a Transpose
 * @param rowInput whether the input is handed over in parts of some rows
 * @param states names of inputs and outputs that nobody sees but the network itself: they keep their layout, and are integers if they can be
 */
public record PassOptions(boolean floatIo, boolean channelsLastIo, boolean rowInput, Set<String> states) {
  /** Quantised inputs and outputs in the ONNX model's layout. */
  public static final PassOptions DEFAULT = new PassOptions(false, false);

  public PassOptions {
    states = Set.copyOf(states);
  }

  /** Without states. */
  public PassOptions(boolean floatIo, boolean channelsLastIo, boolean rowInput) {
    this(floatIo, channelsLastIo, rowInput, Set.of());
  }

  /** Whole inputs. */
  public PassOptions(boolean floatIo, boolean channelsLastIo) {
    this(floatIo, channelsLastIo, false);
  }

  /** The same with states. */
  public PassOptions withStates(Set<String> newStates) {
    return new PassOptions(floatIo, channelsLastIo, rowInput, newStates);
  }
}
