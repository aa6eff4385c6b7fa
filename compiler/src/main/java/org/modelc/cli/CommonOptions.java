package org.modelc.cli;

import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {
  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(names = "--debug", description = "Print stack traces of internal errors.")
  private boolean debug;
}
