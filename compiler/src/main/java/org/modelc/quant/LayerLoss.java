package org.modelc.quant;

import java.util.OptionalInt;

/**
 * What the quantisation of one layer does to a network whose other layers stay in floats.
 *
 * @param value name of the layer's result
 * @param operator the layer's operator
 * @param saturation share of the result's elements that are cut off at an end of the integers' range, 0 to 1
 * @param signalToNoise of the network's results in dB; infinite where nothing changes
 * @param changedClasses samples of which the network names another class; empty if it names none
 */
public record LayerLoss(String value, String operator, double saturation, double signalToNoise, OptionalInt changedClasses) {}
