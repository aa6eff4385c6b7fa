package org.modelc.firmware;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** The tools of modelc's image, in a container that Testcontainers runs. */
final class ContainerToolchain implements Toolchain {

  private final WorkDirectories directories = new WorkDirectories();
  private final String image;
  private final GenericContainer<?> container;

  ContainerToolchain(String image) {
    this.image = image;
    container = new GenericContainer<>(DockerImageName.parse(image))
        .withImagePullPolicy(name -> false)
        .withCreateContainerCmdModifier(this::shareWorkDirectories)
        .withCommand("sleep", "infinity");
    container.start();
  }

  /** Testcontainers' own bind method first tries an image from Docker Hub, for minutes where that is out of reach. */
  private void shareWorkDirectories(CreateContainerCmd command) {
    String root = directories.root().toString();
    HostConfig host = Optional.ofNullable(command.getHostConfig()).orElseGet(HostConfig::newHostConfig);
    command.withHostConfig(host.withBinds(Bind.parse(root + ":" + root))).withUser(DockerToolchain.user(directories.root()));
  }

  @Override
  public String description() {
    return "Testcontainers with " + image;
  }

  @Override
  public Path newWorkDirectory(String label) {
    return directories.create(label);
  }

  @Override
  public CommandResult run(Path workDirectory, Duration timeout, List<String> command) {
    ExecConfig config = ExecConfig.builder()
        .workDir(workDirectory.toString())
        .command(TimedCommand.of(timeout, command).toArray(String[]::new))
        .build();
    try {
      ExecResult result = container.execInContainer(config);
      return TimedCommand.check(
          new CommandResult(result.getExitCode(), result.getStdout(), result.getStderr()), timeout, command);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command.get(0), e);
    }
  }

  @Override
  public String countingPlugin() {
    return DockerToolchain.PLUGIN;
  }

  @Override
  public void close() {
    container.stop();
    directories.close();
  }
}
