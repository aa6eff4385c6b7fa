package org.modelc.target;

/**
 * A range of addresses.
 *
 * @param origin first address
 * @param size length in bytes
 */
public record MemoryRegion(long origin, long size) {}
