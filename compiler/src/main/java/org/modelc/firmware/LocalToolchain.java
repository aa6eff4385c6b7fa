package org.modelc.firmware;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The tools that are installed on this machine. */
public final class LocalToolchain implements Toolchain {

  private final WorkDirectories directories = new WorkDirectories();

  @Override
  public String description() {
    return "the tools of this machine";
  }

  @Override
  public Path newWorkDirectory(String label) {
    return directories.create(label);
  }

  @Override
  public CommandResult run(Path workDirectory, Duration timeout, List<String> command) {
    return Processes.run(workDirectory, timeout, command);
  }

  @Override
  public String countingPlugin() {
    return LocalPlugin.path().toString();
  }

  @Override
  public void close() {
    directories.close();
  }
}
