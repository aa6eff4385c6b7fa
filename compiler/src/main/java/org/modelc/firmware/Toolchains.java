package org.modelc.firmware;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.target.Target;

/** Chooses where compilers and emulators run. */
public final class Toolchains {

  /** What {@link #find} accepts. */
  public static final List<String> CHOICES = List.of("auto", "local", "docker");

  private Toolchains() {}

  /**
   * A tool chain for some targets.
   *
   * @param choice {@code local}: this machine; {@code docker}: a container; {@code auto}: this machine if it has all tools,
   *     else a container
   * @throws ProblemException if there is none; the message has the command that installs what is missing
   * @throws IllegalArgumentException for another choice
   */
  public static Toolchain find(String choice, Collection<Target> targets) {
    return switch (choice) {
      case "local" -> local(targets);
      case "docker" -> docker().orElseThrow(() -> missing(targets, targets));
      case "auto" -> ToolSearch.incomplete(targets).isEmpty()
          ? new LocalToolchain()
          : docker().orElseGet(() -> local(targets));
      default -> throw new IllegalArgumentException("no tool chain '" + choice + "'; there are " + CHOICES);
    };
  }

  private static Toolchain local(Collection<Target> targets) {
    List<Target> incomplete = ToolSearch.incomplete(targets);
    if (!incomplete.isEmpty()) {
      throw missing(incomplete, targets);
    }
    return new LocalToolchain();
  }

  private static Optional<Toolchain> docker() {
    return DockerImage.engineAnswers() ? DockerImage.find().map(DockerToolchain::new) : Optional.empty();
  }

  private static ProblemException missing(Collection<Target> incomplete, Collection<Target> all) {
    List<String> names = incomplete.stream().map(Target::name).toList();
    return new ProblemException(
        Code.E501,
        String.join(", ", names),
        "This machine has no compiler and emulator, and no Docker engine for modelc's image.",
        "Install them: " + ToolSearch.installCommand(all));
  }
}
