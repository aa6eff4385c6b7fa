package org.modelc.target;

import java.util.List;

/**
 * The QEMU that runs images of a target.
 *
 * @param program e.g. {@code qemu-system-arm}
 * @param arguments machine and firmware options; the image, semihosting and the plugin are added to them
 */
public record Emulator(String program, List<String> arguments) {

  public Emulator {
    arguments = List.copyOf(arguments);
  }
}
