package org.modelc.c;

/** Parameters of {@code modelc_depthwise_conv_3x3_s8_dsp} and {@code modelc_depthwise_conv_3x3_stride_2_s8_dsp}. */
public record DepthwiseConvS8DspCall(String kernel, WindowGeometry window, int inputZeroPoint, OutputS8 output, ConstArray quads)
    implements Call {}
