package org.modelc.driver;

import java.util.OptionalInt;

/**
 * A layer in integers.
 *
 * @param value name of its result
 * @param operator its operator
 * @param signalToNoise of its result in the quantised network, in dB
 * @param saturation share of the result's elements that are cut off, 0 to 1
 * @param aloneSignalToNoise of the network's results if this layer alone is quantised, in dB
 * @param aloneChangedClasses samples of which the network names another class then; empty if it names none
 */
public record QuantisedLayer(
    String value, String operator, double signalToNoise, double saturation, double aloneSignalToNoise, OptionalInt aloneChangedClasses) {}
