package org.modelc.firmware;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** The image with all tools. */
public final class DockerImage {

  private static final Duration BUILD = Duration.ofMinutes(30);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private DockerImage() {}

  /** Whether a Docker engine answers. */
  public static boolean engineAnswers() {
    try {
      return Processes.run(Path.of("/"), ANSWER, List.of("docker", "version", "--format", "{{.Server.Version}}"))
          .succeeded();
    } catch (ProblemException e) {
      return false;
    }
  }

  /**
   * Name of the image: from the environment variable {@code MODELC_IMAGE}, or built by {@code docker/build} of modelc's
   * folder, which takes minutes the first time.
   *
   * @return empty if neither is there
   * @throws ProblemException if the build fails
   */
  public static Optional<String> find() {
    Optional<String> named = Optional.ofNullable(System.getenv("MODELC_IMAGE")).filter(name -> !name.isEmpty());
    return named.isPresent() ? named : buildScript().map(DockerImage::build);
  }

  private static Optional<Path> buildScript() {
    return Optional.ofNullable(System.getProperty("modelc.root"))
        .map(root -> Path.of(root, "docker", "build").toAbsolutePath().normalize())
        .filter(Files::isExecutable);
  }

  private static String build(Path script) {
    CommandResult result = Processes.run(script.getParent(), BUILD, List.of(script.toString()));
    if (!result.succeeded()) {
      throw new ProblemException(Code.E501, script.toString(), "The tool-chain image was not built: " + result.line() + ".");
    }
    return result.stdout().strip();
  }
}
