package org.modelc.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.modelc.target.CompilerSettings;
import org.modelc.target.Target;

/** Command lines of a target's compiler. */
final class CompilerCommands {

  /**
   * Flags of every compilation. Without contraction of {@code a * b + c} into one rounding, float models give the same
   * bytes on every target and in Java.
   */
  private static final List<String> COMMON =
      List.of("-std=gnu11", "-O2", "-ffp-contract=off", "-ffunction-sections", "-fdata-sections");

  private static final List<String> SANITIZE =
      List.of("-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");

  private final CompilerSettings settings;
  private final List<String> flags;

  CompilerCommands(Target target, Set<BuildOption> options) {
    settings = target.compiler();
    flags = new ArrayList<>(COMMON);
    flags.addAll(settings.flags());
    if (options.contains(BuildOption.SANITIZED)) {
      flags.addAll(SANITIZE);
    }
    if (options.contains(BuildOption.LAYER_MARKS)) {
      flags.addAll(List.of("-include", LayerMarks.FILE));
    }
  }

  /** Compiles sources to objects of the same names in the current directory. */
  List<String> compile(String includeDirectory, List<String> sources) {
    List<String> command = gcc();
    command.add("-I" + includeDirectory);
    command.add("-c");
    command.addAll(sources);
    return command;
  }

  /** Links objects to an image. */
  List<String> link(List<String> moreFlags, String image, List<String> objects) {
    List<String> command = gcc();
    command.addAll(settings.linkFlags());
    command.add("-Wl,--gc-sections");
    command.addAll(moreFlags);
    command.add("-o");
    command.add(image);
    command.addAll(objects);
    command.add("-lm");
    return command;
  }

  private List<String> gcc() {
    List<String> command = new ArrayList<>();
    command.add(settings.tool("gcc"));
    command.addAll(flags);
    return command;
  }
}
