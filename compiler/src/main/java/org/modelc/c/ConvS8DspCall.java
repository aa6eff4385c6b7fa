package org.modelc.c;

/**
 * Parameters of {@code modelc_conv_s8_dsp}.
 *
 * @param paddedInputs inputs of a filter, a multiple of 4
 */
public record ConvS8DspCall(
    String kernel,
    WindowGeometry window,
    int inputZeroPoint,
    OutputS8 output,
    int paddedInputs,
    ConstArray weights,
    ConstArray channels)
    implements Call {}
