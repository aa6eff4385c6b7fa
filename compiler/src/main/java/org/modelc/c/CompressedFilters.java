package org.modelc.c;

/** Filters in a compressed format ({@code modelc_compressed_filters} or {@code modelc_sparse_dsp_filters}). */
public record CompressedFilters(
    int inputs, int outputs, OutputS8 output, ConstArray weights, ConstArray bias, ConstArray multipliers) {}
