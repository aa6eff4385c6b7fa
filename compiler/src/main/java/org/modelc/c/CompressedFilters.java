package org.modelc.c;

/** Filters in a compressed format ({@code modelc_compressed_filters}). */
public record CompressedFilters(
    int inputs, int outputs, OutputS8 output, ConstArray weights, ConstArray bias, ConstArray multipliers) {}
