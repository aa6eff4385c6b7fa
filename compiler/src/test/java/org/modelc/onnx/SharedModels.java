package org.modelc.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The models beside the repository, where they are present. */
public final class SharedModels {
  private SharedModels() {}

  /** The file {@code models/<name>}; the test is skipped if it is not there. */
  public static Path require(String name) {
    Path file = folder().resolve("models").resolve(name);
    Assumptions.assumeTrue(Files.exists(file), () -> file + " is not here: set MODELC_SHARED to the folder of shared models");
    return file;
  }

  private static Path folder() {
    return Optional.ofNullable(System.getenv("MODELC_SHARED"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("modelc.root", "..")).resolve("../shared"));
  }
}
