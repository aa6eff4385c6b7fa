package org.modelc.target;

import java.util.Optional;

/**
 * Where the linker places an image.
 *
 * @param flash code, constants and the initial values of variables
 * @param ram variables, heap and stack
 * @param constants where a model's constants go if they do not belong into {@code flash}
 */
public record MemoryMap(MemoryRegion flash, MemoryRegion ram, Optional<MemoryRegion> constants) {}
