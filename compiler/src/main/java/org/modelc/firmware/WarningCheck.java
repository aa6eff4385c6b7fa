package org.modelc.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.modelc.target.Target;

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
      LANGUAGES.forEach(language -> finding(work, List.of(compiler), language, sources).ifPresent(findings::add));
    }
    return findings;
  }

  /** What a target's own compiler says about the files as C99; empty if all is clean. */
  public Optional<String> finding(Path directory, Target target) {
    Path work = toolchain.newWorkDirectory("warnings");
    List<String> compiler = new ArrayList<>(List.of(target.compiler().prefix() + "gcc"));
    compiler.addAll(target.compiler().flags());
    return finding(work, compiler, LANGUAGES.get(0), copy(directory, work));
  }

  private Optional<String> finding(Path work, List<String> compiler, List<String> language, List<String> sources) {
    List<String> command = new ArrayList<>(compiler);
    command.addAll(language);
    command.addAll(WARNINGS);
    command.add("-c");
    command.addAll(sources);
    CommandResult result = toolchain.run(work, TIMEOUT, command);
    boolean clean = result.succeeded() && result.text().isEmpty();
    return clean ? Optional.empty() : Optional.of(String.join(" ", command) + "\n" + result.text());
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
