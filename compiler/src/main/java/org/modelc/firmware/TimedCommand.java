package org.modelc.firmware;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A command under the {@code timeout} program, for places where processes cannot be killed from here. */
final class TimedCommand {

  /** Exit code of {@code timeout --signal KILL} where it had to kill. */
  private static final int KILLED = 137;

  private TimedCommand() {}

  static List<String> of(Duration timeout, List<String> command) {
    List<String> timed = new ArrayList<>(List.of("timeout", "--signal", "KILL", Long.toString(timeout.toSeconds())));
    timed.addAll(command);
    return timed;
  }

  /** Gives the result back unless the command was killed. */
  static CommandResult check(CommandResult result, Duration timeout, List<String> command) {
    if (result.exitCode() == KILLED) {
      throw Processes.timeoutOf(timeout, command);
    }
    return result;
  }
}
