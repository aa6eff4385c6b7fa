package org.modelc.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** All targets that modelc knows. */
public final class Targets {

  private static final String FOLDER = "org/modelc/targets";

  private Targets() {}

  /**
   * All targets, sorted by name.
   *
   * @throws ProblemException if a target's file is wrong
   */
  public static List<Target> all() {
    return Loaded.TARGETS;
  }

  /**
   * The target of a name.
   *
   * @throws ProblemException if there is none; the message lists the known names, the most similar first
   */
  public static Target find(String name) {
    return all().stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static ProblemException unknown(String name) {
    Comparator<String> bySimilarity = Comparator.comparing((String known) -> !known.contains(name))
        .thenComparingInt(known -> EditDistance.between(name, known));
    String names = all().stream().map(Target::name).sorted(bySimilarity).collect(Collectors.joining(", "));
    return new ProblemException(Code.E401, name, "There is no such target.", "Known targets: " + names + ".");
  }

  /** Read on first use, once. */
  private static final class Loaded {
    static final List<Target> TARGETS = load();
  }

  private static List<Target> load() {
    URL folder = Targets.class.getClassLoader().getResource(FOLDER);
    if (folder == null) {
      throw new IllegalStateException(FOLDER + " is not on the class path");
    }
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return readFolder(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return readFolder(jar.getPath(FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Target> readFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".yaml"))
          .map(Targets::readFile)
          .sorted(Comparator.comparing(Target::name))
          .toList();
    }
  }

  private static Target readFile(Path file) {
    try {
      return TargetReader.read(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
