package org.modelc.firmware;

import java.util.Optional;
import org.modelc.target.Targets;

/**
 * The tool chain of the tests, one for the whole run.
 *
 * <p>The environment variable {@code MODELC_TOOLCHAIN} says where: {@code container} or {@code local}. Without it a container is
 * taken where a Docker engine answers, and the tools of this machine elsewhere. Under {@code CI=true} it is a container or an
 * error.
 */
public final class TestToolchain {

  private TestToolchain() {}

  /** The tool chain; it closes itself when the tests end. */
  public static Toolchain shared() {
    return Shared.TOOLCHAIN;
  }

  private static final class Shared {
    static final Toolchain TOOLCHAIN = open();
  }

  private static Toolchain open() {
    Toolchain toolchain = useContainer() ? container() : Toolchains.find("local", Targets.all());
    Runtime.getRuntime().addShutdownHook(new Thread(toolchain::close));
    System.out.println("The firmware tests use " + toolchain.description() + ".");
    return toolchain;
  }

  private static boolean useContainer() {
    String choice = Optional.ofNullable(System.getenv("MODELC_TOOLCHAIN")).orElse("");
    boolean ci = "true".equals(System.getenv("CI"));
    return switch (choice) {
      case "container" -> true;
      case "local" -> {
        if (ci) {
          throw new IllegalStateException("CI=true requires the container; unset MODELC_TOOLCHAIN");
        }
        yield false;
      }
      case "" -> ci || DockerImage.engineAnswers();
      default -> throw new IllegalStateException("MODELC_TOOLCHAIN is neither container nor local: " + choice);
    };
  }

  private static Toolchain container() {
    return new ContainerToolchain(DockerImage.find()
        .orElseThrow(() -> new IllegalStateException("no tool-chain image: run ./test, or docker/build")));
  }
}
