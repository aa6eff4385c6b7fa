package org.modelc.quant;

/**
 * What a network takes on the target.
 *
 * @param flash bytes of constants
 * @param ram bytes of the arena
 */
public record Footprint(int flash, int ram) {}
