package org.modelc.c;

/**
 * Parameters of {@code modelc_conv_s8_rv64}.
 *
 * @param triples of a filter's inputs
 * @param filterWords of a filter's weights
 * @param block triples whose products add up exactly
 */
public record ConvS8Rv64Call(
    String kernel,
    WindowGeometry window,
    int inputZeroPoint,
    int triples,
    int filterWords,
    int block,
    OutputS8 output,
    ConstArray weights,
    ConstArray offsets,
    ConstArray multipliers)
    implements Call {}
