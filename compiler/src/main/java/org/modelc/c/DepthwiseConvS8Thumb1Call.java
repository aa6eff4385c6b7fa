package org.modelc.c;

/** Parameters of {@code modelc_depthwise_conv_s8_thumb1}. */
public record DepthwiseConvS8Thumb1Call(
    String kernel,
    PlaneAxis outer, PlaneAxis inner,
    int channels, int planeWidth, int planeHeight, int taps, int inputZeroPoint,
    OutputS8 output,
    Estimate estimate,
    ConstArray offsets,
    ConstArray weights,
    ConstArray starts)
    implements Call {}
