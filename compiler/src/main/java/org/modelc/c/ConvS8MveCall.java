package org.modelc.c;

/**
 * Parameters of {@code modelc_conv_s8_mve}.
 *
 * @param inInput 1 where a place's inputs are contiguous in the input, else 0
 */
public record ConvS8MveCall(
    String kernel,
    WindowGeometry window,
    int inputZeroPoint,
    int inputs,
    int inInput,
    OutputS8 output,
    ConstArray weights,
    ConstArray channels)
    implements Call {}
