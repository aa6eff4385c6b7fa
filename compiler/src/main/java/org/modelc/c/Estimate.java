package org.modelc.c;

/**
 * When one 32-bit product suffices to requantise ({@code modelc_estimate}, which says how).
 *
 * @param certain 0 to 2^32 - 1
 */
public record Estimate(int accumulatorShift, int offset, long certain) {}
