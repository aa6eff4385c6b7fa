package org.modelc.c;

/** Parameters of {@code modelc_conv_s8_thumb1} and {@code modelc_conv_8_places_s8_thumb1}. */
public record ConvS8Thumb1Call(
    String kernel,
    WindowGeometry window,
    int inputZeroPoint,
    int inputs,
    OutputS8 output,
    Estimate estimate,
    ConstArray weights,
    ConstArray channels)
    implements Call {}
