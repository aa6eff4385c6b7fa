package org.modelc.target;

import java.util.List;
import java.util.Optional;

/**
 * A processor that modelc generates code for.
 *
 * @param name what {@code --target} takes
 * @param description one line for people
 * @param family instruction set family
 * @param isa extensions that kernels may use, the preferred first: {@code mve}, {@code dsp}
 * @param bufferAlignment alignment of every tensor in the arena, in bytes; a power of two
 * @param compiler cross compiler and flags
 * @param emulator QEMU; absent on the host, which runs images itself
 * @param memory memory map of the emulated board; absent on the host
 * @param packages Debian packages that hold the tools of this target
 */
public record Target(
    String name,
    String description,
    Family family,
    List<String> isa,
    int bufferAlignment,
    CompilerSettings compiler,
    Optional<Emulator> emulator,
    Optional<MemoryMap> memory,
    List<String> packages) {

  public Target {
    isa = List.copyOf(isa);
    packages = List.copyOf(packages);
  }

  /** Whether kernels may use an extension. */
  public boolean has(String extension) {
    return isa.contains(extension);
  }
}
