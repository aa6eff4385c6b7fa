package org.modelc.c;

/** Parameters of {@code modelc_dense_s8_sparse_dsp}. */
public record DenseSparseDspCall(String kernel, int rows, CompressedFilters filters) implements Call {}
