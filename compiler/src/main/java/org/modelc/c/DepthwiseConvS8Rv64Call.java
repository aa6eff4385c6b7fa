package org.modelc.c;

/**
 * Parameters of {@code modelc_depthwise_conv_3x3_s8_rv64}.
 *
 * @param columns input width with padding
 */
public record DepthwiseConvS8Rv64Call(
    String kernel,
    WindowGeometry window,
    int columns,
    int inputZeroPoint,
    OutputS8 output,
    ConstArray weights,
    ConstArray offsets,
    ConstArray multipliers)
    implements Call {}
