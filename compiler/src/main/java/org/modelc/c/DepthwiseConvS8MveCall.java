package org.modelc.c;

/** Parameters of {@code modelc_depthwise_conv_s8_mve}. */
public record DepthwiseConvS8MveCall(
    String kernel,
    WindowGeometry window,
    int rowPixels,
    int inputZeroPoint,
    OutputS8 output,
    ConstArray weights,
    ConstArray channels)
    implements Call {}
