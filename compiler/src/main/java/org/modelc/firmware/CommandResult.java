package org.modelc.firmware;

/**
 * What a command left behind.
 *
 * @param exitCode 0 for success
 * @param stdout standard output
 * @param stderr standard error
 */
public record CommandResult(int exitCode, String stdout, String stderr) {

  private static final int LINE_LENGTH = 4000;

  /** Whether the exit code is 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /** Both outputs, standard error first, without blank lines at the ends. */
  public String text() {
    return (stderr + stdout).strip();
  }

  /** The {@link #text()} as one line for a message, cut where it is long. */
  String line() {
    String line = text().replaceAll("\\s*\n\\s*", " | ");
    return line.length() <= LINE_LENGTH ? line : line.substring(0, LINE_LENGTH) + "...";
  }
}
