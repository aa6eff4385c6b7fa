package org.modelc.c;

/**
 * Parameters of {@code modelc_conv_s8_mve}.
 *
 * @param pointwise 1 where a place's inputs are a pixel, else 0
 * @param inInput 1 where these are read from the input itself, else 0
 */
public record ConvS8MveCall(
    String kernel,
    WindowGeometry window,
    int inputZeroPoint,
    int inputs,
    int pointwise,
    int inInput,
    OutputS8 output,
    ConstArray weights,
    ConstArray channels)
    implements Call {}
