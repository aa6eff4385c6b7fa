package org.modelc.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compiles generated C as strictly as any user's build may: gcc and clang, as C99 and as C++17, every warning on. */
public final class WarningCheck {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final List<String> WARNINGS =
      List.of("-O2", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror");
  private static final List<List<String>> LANGUAGES =
      List.of(List.of("-x", "c", "-std=c99"), List.of("-x", "c++", "-std=c++17"));

  private final Toolchain toolchain;

  /** A check that uses the host compilers of a tool chain. */
  public WarningCheck(Toolchain toolchain) {
    this.toolchain = toolchain;
  }

  /**
   * What the compilers say about every {@code .c} file of a directory, {@code main.c} included.
   *
   * @return one text for each compiler and language that complains; empty if all is clean
   */
  public List<String> findings(Path directory) {
    Path work = toolchain.newWorkDirectory("warnings");
    List<String> sources = copy(directory, work);
    List<String> findings = new ArrayList<>();
    for (String compiler : List.of("gcc", "clang")) {
      for (List<String> language : LANGUAGES) {
        List<String> command = new ArrayList<>(List.of(compiler));
        command.addAll(language);
        command.addAll(WARNINGS);
        command.add("-c");
        command.addAll(sources);
        CommandResult result = toolchain.run(work, TIMEOUT, command);
        if (!result.succeeded() || !result.text().isEmpty()) {
          findings.add(String.join(" ", command) + "\n" + result.text());
        }
      }
    }
    return findings;
  }

  private static List<String> copy(Path from, Path to) {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".c") || name.endsWith(".h")) {
          Files.copy(file, to.resolve(name));
        }
        if (name.endsWith(".c")) {
          sources.add(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + from, e);
    }
    return sources;
  }
}
