package org.modelc.c;

/**
 * {@code modelc_rv64_filters}: what the filters of a convolution are on 64-bit cores.
 *
 * @param triples of a filter's inputs
 * @param block triples whose products add up exactly
 */
public record Rv64Filters(
    int filters, int triples, int block, OutputS8 output, ConstArray weights, ConstArray offsets, ConstArray multipliers) {}
