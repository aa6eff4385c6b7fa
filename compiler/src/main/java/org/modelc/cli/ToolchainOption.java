package org.modelc.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** Where compilers and emulators run. */
final class ToolchainOption {
  @Option(
      names = "--toolchain", paramLabel = "WHERE", defaultValue = "auto",
      description = "Compilers and emulators of this machine (local), of modelc's container (docker), or local with the container as a second "
          + "choice (auto). Default: ${DEFAULT-VALUE}.")
  private Where where;

  private enum Where { AUTO, LOCAL, DOCKER }

  /** As {@link org.modelc.firmware.Toolchains#find} takes it. */
  String choice() {
    return where.name().toLowerCase(Locale.ROOT);
  }
}
