package org.modelc.quant;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * The format that was chosen for a layer.
 *
 * @param layer name of its result
 * @param operator its operator
 * @param format as {@link LayerFormat#text} spells it
 * @param alone signal-to-noise ratio of the network's results, in dB, if this layer alone has a format and all others are floats
 * @param weightBytes flash for its weights
 * @param int8Bytes the same in int8
 * @param signalToNoise of its result in the network, in dB, where that was measured
 */
public record LayerChoice(
    String layer, String operator, String format, Map<String, Double> alone, int weightBytes, int int8Bytes, OptionalDouble signalToNoise) {

  /** The same with what was measured of its result. */
  public LayerChoice withSignalToNoise(double decibels) {
    return new LayerChoice(layer, operator, format, alone, weightBytes, int8Bytes, OptionalDouble.of(decibels));
  }
}
