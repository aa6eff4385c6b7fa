package org.modelc.c;

/** Parameters of {@code modelc_conv_s8_tiled}. */
public record ConvS8TiledCall(
    String kernel, WindowGeometry window, int inputZeroPoint, int inputs, OutputS8 output, ConstArray weights, ConstArray channels)
    implements Call {}
