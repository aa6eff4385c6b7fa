package org.modelc.c;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The C sources and headers of {@code runtime-c}, read from the class path. */
public final class RuntimeLibrary {
  /** Version of the interface between generated code and runtime; {@code modelc.h} has the same. */
  public static final int ABI = 1;

  public static final String HEADER = "modelc.h";

  private static final String ROOT = "/org/modelc/runtime-c/";
  private static final List<String> FOLDERS = List.of("include/", "src/");
  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"([^\"]+)\"$");

  private RuntimeLibrary() {}

  /** The files that models with these kernels need: the header, one source a kernel, and what those include; in alphabetical order. */
  public static List<String> filesFor(Collection<String> kernels) {
    SortedSet<String> files = new TreeSet<>();
    collect(HEADER, files);
    kernels.forEach(kernel -> collect(kernel + ".c", files));
    return List.copyOf(files);
  }

  private static void collect(String file, SortedSet<String> files) {
    if (files.add(file)) {
      includes(text(file)).forEach(included -> collect(included, files));
    }
  }

  /** Names of the runtime's own files that {@code source} includes. */
  static List<String> includes(String source) {
    return INCLUDE.matcher(source).results().map((MatchResult match) -> match.group(1)).toList();
  }

  /**
   * The text of a file.
   *
   * @throws IllegalArgumentException if the runtime has no such file
   */
  public static String text(String file) {
    return FOLDERS.stream()
        .map(folder -> read(ROOT + folder + file))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the runtime has no file " + file));
  }

  private static Optional<String> read(String resource) {
    try (InputStream stream = RuntimeLibrary.class.getResourceAsStream(resource)) {
      return stream == null ? Optional.empty() : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
