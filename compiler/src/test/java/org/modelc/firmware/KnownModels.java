package org.modelc.firmware;

import java.nio.file.Path;
import java.util.List;

/** Small models below {@code src/test/resources/firmware}. */
final class KnownModels {

  /** Misbehaves as its first input byte says. */
  static final FirmwareModel FAULTY = model("faulty", 4);

  /** Runs a known number of instructions. */
  static final FirmwareModel COUNTED = model("counted", 1);

  /** Has three layers, the second in a loop, which call {@code layered_loop} once, three times and never. */
  static final FirmwareModel LAYERED = model("layered", 1);

  /** Has 400 bytes of initialised and 1000 bytes of zeroed variables. */
  static final FirmwareModel STATEFUL = model("stateful", 1);

  /** Does not compile. */
  static final FirmwareModel MALFORMED = model("malformed", 1);

  private KnownModels() {}

  static Path directory(String name) {
    return Path.of("src/test/resources/firmware", name).toAbsolutePath();
  }

  private static FirmwareModel model(String name, int bytes) {
    ModelBuffer buffer = new ModelBuffer("uint8_t", bytes, bytes);
    return new FirmwareModel(name, directory(name), List.of(buffer), List.of(buffer));
  }
}
