package org.modelc.firmware;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.modelc.problem.ProblemException;

/** A place where compilers and emulators run: this machine or a container. */
public interface Toolchain extends AutoCloseable {

  /** One line for people: where the tools run. */
  String description();

  /** A new empty directory that commands of this tool chain can read and write; deleted by {@link #close()}. */
  Path newWorkDirectory(String label);

  /**
   * Runs a command to its end.
   *
   * @param workDirectory current directory of the command, at or below one from {@link #newWorkDirectory}
   * @param command program and arguments; no shell interprets them
   * @throws ProblemException if it takes longer than {@code timeout} or the program does not exist
   */
  CommandResult run(Path workDirectory, Duration timeout, List<String> command);

  /** Path of the QEMU plugin that counts instructions, as commands see it. */
  String countingPlugin();

  /** Releases what the tool chain holds. */
  @Override
  void close();
}
