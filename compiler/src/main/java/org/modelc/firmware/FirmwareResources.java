package org.modelc.firmware;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files that come with modelc on the class path. */
final class FirmwareResources {

  private FirmwareResources() {}

  /**
   * The text of a file.
   *
   * @param path below {@code org/modelc/}, e.g. {@code targets/harness/modelc_harness.c}
   */
  static String text(String path) {
    try (InputStream stream = FirmwareResources.class.getClassLoader().getResourceAsStream("org/modelc/" + path)) {
      if (stream == null) {
        throw new IllegalStateException(path + " is not on the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
