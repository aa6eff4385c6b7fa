package org.modelc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where tests find models: {@code test-models} in the repository, and the folder {@code shared} beside it where there is one. */
public final class TestModels {
  private TestModels() {}

  /** A file below {@code test-models/net}, for example {@code lenet/lenet.onnx}. */
  public static Path net(String file) {
    return root().resolve("test-models/net").resolve(file);
  }

  /** The repository. */
  public static Path root() {
    return Path.of(System.getProperty("modelc.root")).toAbsolutePath().normalize();
  }

  /** The shared folder; empty where there is none. */
  public static Optional<Path> shared() {
    Path folder = Optional.ofNullable(System.getenv("MODELC_SHARED")).map(Path::of).orElse(root().resolve("../shared").normalize());
    return Optional.of(folder).filter(Files::isDirectory);
  }

  /** The file {@code name} of the shared folder; without it the test is skipped with a message. */
  public static Path requireShared(String name) {
    Optional<Path> file = shared().map(folder -> folder.resolve(name)).filter(Files::exists);
    assumeTrue(file.isPresent(), "skipped: " + name + " is not in the shared folder ($MODELC_SHARED)");
    return file.orElseThrow();
  }

  /** The command-line options that turn LeNet's digits into its input. */
  public static List<String> lenetPreprocessing() {
    return List.of("--input-scale", "0.00392157", "--input-mean", "0.1307", "--input-std", "0.3081");
  }
}
