package org.modelc.c;

/** Parameters of {@code modelc_depthwise_conv_3x3_s8_tiled}. */
public record DepthwiseConvS8TiledCall(
    String kernel,
    WindowGeometry window,
    int planeWidth,
    int planeHeight,
    int inputZeroPoint,
    OutputS8 output,
    ConstArray weights,
    ConstArray channels)
    implements Call {}
