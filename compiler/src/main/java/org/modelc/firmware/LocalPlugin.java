package org.modelc.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** The counting plugin for the QEMU of this machine: compiled on first use, kept in the user's cache directory. */
final class LocalPlugin {

  private LocalPlugin() {}

  /**
   * Path of the plugin.
   *
   * @throws ProblemException if it cannot be compiled
   */
  static Path path() {
    String source = FirmwareResources.text("plugin/count.c");
    Path plugin = cacheDirectory().resolve("count-" + Integer.toHexString(source.hashCode()) + ".so");
    if (!Files.exists(plugin)) {
      compile(source, plugin);
    }
    return plugin;
  }

  private static Path cacheDirectory() {
    Path cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    return cache.resolve("modelc");
  }

  /** Another process may do the same at the same time: the finished file is moved into place. */
  private static void compile(String source, Path plugin) {
    try {
      Files.createDirectories(plugin.getParent());
      Path directory = Files.createTempDirectory(plugin.getParent(), "build-");
      Files.writeString(directory.resolve("count.c"), source);
      CommandResult result = Processes.run(
          directory, Duration.ofMinutes(1), List.of("gcc", "-O2", "-fPIC", "-shared", "-o", "count.so", "count.c"));
      if (!result.succeeded()) {
        throw new ProblemException(Code.E501, "gcc", "The counting plugin of QEMU did not compile: " + result.line() + ".");
      }
      Files.move(directory.resolve("count.so"), plugin, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(directory.resolve("count.c"));
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + plugin, e);
    }
  }
}
