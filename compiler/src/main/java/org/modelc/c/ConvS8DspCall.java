package org.modelc.c;

/**
 * Parameters of {@code modelc_conv_s8_dsp} and {@code modelc_conv_s4_dsp}.
 *
 * @param paddedInputs inputs of a filter, a multiple of 4
 * @param pixels 1 where a place's inputs are a pixel of whole words, else 0
 */
public record ConvS8DspCall(
    String kernel,
    WindowGeometry window,
    int inputZeroPoint,
    OutputS8 output,
    int paddedInputs,
    int pixels,
    ConstArray weights,
    ConstArray channels)
    implements Call {}
