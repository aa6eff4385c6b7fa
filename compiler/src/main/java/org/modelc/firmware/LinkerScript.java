package org.modelc.firmware;

import java.util.Optional;
import org.modelc.target.MemoryMap;
import org.modelc.target.MemoryRegion;

/**
 * Data of a linker script: picolibc's own, told where the memory is.
 *
 * @param stackBytes least room for the stack; the harness measures in all that is free
 */
record LinkerScript(Region flash, Region ram, Optional<Region> constants, int stackBytes) {

  private static final int STACK_BYTES = 64 << 10;

  record Region(String origin, long size) {

    static Region of(MemoryRegion region) {
      return new Region("0x" + Long.toHexString(region.origin()), region.size());
    }
  }

  static LinkerScript of(MemoryMap memory) {
    return new LinkerScript(
        Region.of(memory.flash()), Region.of(memory.ram()), memory.constants().map(Region::of), STACK_BYTES);
  }
}
