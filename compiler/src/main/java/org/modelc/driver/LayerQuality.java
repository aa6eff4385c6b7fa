package org.modelc.driver;

/**
 * How well a value of the quantised graph follows the float graph.
 *
 * @param value its name in both graphs
 * @param signalToNoise ratio of signal to quantisation error in dB over all samples and elements; infinite where nothing differs
 */
public record LayerQuality(String value, double signalToNoise) {}
