package org.modelc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where tests find files outside the class path. */
public final class TestFiles {
  private TestFiles() {}

  /** The repository's root. */
  public static Path root() {
    return Path.of(System.getProperty("modelc.root", "..")).toAbsolutePath().normalize();
  }

  /** A file below {@code test-models/net}, for example {@code lenet/lenet.onnx}. */
  public static Path net(String name) {
    return root().resolve("test-models/net").resolve(name);
  }

  /**
   * A file of the folder {@code ../shared} (or $MODELC_SHARED), which not every machine has: without it the test is skipped with a message.
   */
  public static Path shared(String name) {
    Path folder = Optional.ofNullable(System.getenv("MODELC_SHARED")).map(Path::of).orElse(root().resolve("../shared"));
    Path file = folder.resolve(name);
    assumeTrue(Files.exists(file), "skipped: " + name + " is not in the shared folder");
    return file;
  }
}
