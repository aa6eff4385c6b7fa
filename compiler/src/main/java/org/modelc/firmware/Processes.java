package org.modelc.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Runs commands of this machine. */
final class Processes {

  private Processes() {}

  /**
   * Runs a command without standard input.
   *
   * @throws ProblemException if it takes longer than {@code timeout} or the program does not exist
   */
  static CommandResult run(Path directory, Duration timeout, List<String> command) {
    try {
      Path out = Files.createTempFile("modelc-", ".out");
      Path err = Files.createTempFile("modelc-", ".err");
      try {
        int exitCode = exitCode(directory, timeout, command, out, err);
        return new CommandResult(exitCode, read(out), read(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the output of " + command.get(0), e);
    }
  }

  private static int exitCode(Path directory, Duration timeout, List<String> command, Path out, Path err) {
    Process process = start(directory, command, out, err);
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw timeoutOf(timeout, command);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command.get(0), e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** The error of a command that took too long. */
  static ProblemException timeoutOf(Duration timeout, List<String> command) {
    return new ProblemException(
        Code.E503,
        command.get(0),
        "It did not end within " + timeout.toMillis() / 1000.0 + " s.",
        "The command was: " + String.join(" ", command));
  }

  private static Process start(Path directory, List<String> command, Path out, Path err) {
    try {
      return new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectInput(Path.of("/dev/null").toFile())
          .redirectOutput(out.toFile())
          .redirectError(err.toFile())
          .start();
    } catch (IOException e) {
      throw new ProblemException(Code.E501, command.get(0), "It cannot be started: " + e.getMessage() + ".");
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
