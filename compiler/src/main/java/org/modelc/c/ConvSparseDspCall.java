package org.modelc.c;

/**
 * Parameters of {@code modelc_conv_s8_sparse_dsp}.
 *
 * @param tileRows rows of the output that eight places computed together lie in: 1 or 2
 * @param phases lines that a row of a channel is split into
 * @param line words of a line
 */
public record ConvSparseDspCall(
    String kernel, WindowGeometry window, int inputZeroPoint, int tileRows, int phases, int line, CompressedFilters filters)
    implements Call {}
