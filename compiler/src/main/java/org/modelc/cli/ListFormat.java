package org.modelc.cli;

import picocli.CommandLine.Option;

/** How a command that lists things prints them; a text table by default. */
final class ListFormat {
  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Option(names = "--markdown", description = "Print the page below docs/ that is generated from this list.")
  private boolean markdown;

  boolean json() {
    return json;
  }

  boolean markdown() {
    return markdown;
  }
}
