package org.modelc.target;

import java.util.List;

/**
 * How C is compiled for a target.
 *
 * @param prefix what precedes {@code gcc}, {@code nm}, {@code size} in the tools' names; empty on the host
 * @param flags flags of every compilation and link: CPU, ABI, C library
 * @param linkFlags flags of the link only
 */
public record CompilerSettings(String prefix, List<String> flags, List<String> linkFlags) {

  public CompilerSettings {
    flags = List.copyOf(flags);
    linkFlags = List.copyOf(linkFlags);
  }

  /** The full name of a tool, e.g. {@code arm-none-eabi-nm} for {@code nm}. */
  public String tool(String name) {
    return prefix + name;
  }
}
