package org.modelc.c;

/** Parameters of {@code modelc_conv_s8_sparse} and {@code modelc_conv_s4}. */
public record ConvCompressedCall(String kernel, WindowGeometry window, int inputZeroPoint, CompressedFilters filters) implements Call {}
