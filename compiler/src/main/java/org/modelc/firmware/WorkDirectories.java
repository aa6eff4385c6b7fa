package org.modelc.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory for the work of one tool chain. */
final class WorkDirectories implements AutoCloseable {

  private final Path root;

  WorkDirectories() {
    try {
      root = Files.createTempDirectory("modelc-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary directory", e);
    }
  }

  Path root() {
    return root;
  }

  Path create(String label) {
    try {
      return Files.createTempDirectory(root, label + "-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a directory below " + root, e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }
}
