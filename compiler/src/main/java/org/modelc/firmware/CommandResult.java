package org.modelc.firmware;

/**
 * What a command left behind.
 *
 * @param exitCode 0 for success
 * @param stdout standard output
 * @param stderr standard error
 */
public record CommandResult(int exitCode, String stdout, String stderr) {

  /** Whether the exit code is 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /** Both outputs, standard error first, without blank lines at the ends. */
  public String text() {
    return (stderr + stdout).strip();
  }
}
