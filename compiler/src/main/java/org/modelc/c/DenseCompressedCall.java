package org.modelc.c;

/** Parameters of {@code modelc_dense_s8_sparse} and {@code modelc_dense_s4}. */
public record DenseCompressedCall(String kernel, int rows, CompressedFilters filters) implements Call {}
