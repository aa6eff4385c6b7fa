package org.modelc.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** The tools of modelc's image, in one container that lives as long as this object. Needs the docker command. */
public final class DockerToolchain implements Toolchain {

  /** Where the image keeps the counting plugin. */
  static final String PLUGIN = "/opt/modelc/count.so";

  private static final Duration START = Duration.ofMinutes(1);

  private final WorkDirectories directories = new WorkDirectories();
  private final String image;
  private final String container;

  /**
   * Starts a container that shares the work directories with this machine, under the same paths and the same user.
   *
   * @param image name of a tool-chain image, see {@code docker/build}
   */
  public DockerToolchain(String image) {
    this.image = image;
    try {
      container = start();
    } catch (ProblemException e) {
      directories.close();
      throw e;
    }
  }

  private String start() {
    Path root = directories.root();
    return docker(START, List.of(
            "run", "--detach", "--rm", "--network", "none", "--user", user(root), "--volume", root + ":" + root, image,
            "sleep", "infinity"))
        .stdout()
        .strip();
  }

  @Override
  public String description() {
    return "a container of " + image;
  }

  @Override
  public Path newWorkDirectory(String label) {
    return directories.create(label);
  }

  /** The time-out acts inside of the container: killing {@code docker exec} would leave the command running. */
  @Override
  public CommandResult run(Path workDirectory, Duration timeout, List<String> command) {
    List<String> docker = new ArrayList<>(List.of("docker", "exec", "--workdir", workDirectory.toString(), container));
    docker.addAll(TimedCommand.of(timeout, command));
    CommandResult result = Processes.run(workDirectory, timeout.plusSeconds(10), docker);
    return TimedCommand.check(result, timeout, command);
  }

  @Override
  public String countingPlugin() {
    return PLUGIN;
  }

  @Override
  public void close() {
    docker(START, List.of("rm", "--force", container));
    directories.close();
  }

  /** Numeric user and group of a file's owner, as {@code docker run --user} takes them. */
  static String user(Path file) {
    try {
      return Files.getAttribute(file, "unix:uid") + ":" + Files.getAttribute(file, "unix:gid");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the owner of " + file, e);
    }
  }

  private CommandResult docker(Duration timeout, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(arguments);
    CommandResult result = Processes.run(directories.root(), timeout, command);
    if (!result.succeeded()) {
      throw new ProblemException(Code.E501, String.join(" ", command), result.line() + ".");
    }
    return result;
  }
}
