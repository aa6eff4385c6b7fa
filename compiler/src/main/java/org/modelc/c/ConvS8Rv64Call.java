package org.modelc.c;

/**
 * Parameters of {@code modelc_conv_s8_rv64}.
 *
 * @param blocks of a filter
 * @param inInput 1 if each window is a pixel of the input, place by place, else 0
 */
public record ConvS8Rv64Call(String kernel, WindowGeometry window, int inputZeroPoint, int blocks, int inInput, Rv64Filters filters)
    implements Call {}
