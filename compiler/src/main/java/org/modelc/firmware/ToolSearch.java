package org.modelc.firmware;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.modelc.target.Target;

/** Finds out what this machine lacks for some targets. */
final class ToolSearch {

  private ToolSearch() {}

  /** The targets whose tools are not all here. */
  static List<Target> incomplete(Collection<Target> targets) {
    return targets.stream().filter(target -> !isComplete(target)).toList();
  }

  /** The command that installs what some targets need. */
  static String installCommand(Collection<Target> targets) {
    String packages = Stream.concat(Stream.of("gcc", "libc6-dev"), targets.stream().flatMap(t -> t.packages().stream()))
        .distinct()
        .collect(Collectors.joining(" "));
    return "sudo apt-get install -y --no-install-recommends " + packages;
  }

  private static boolean isComplete(Target target) {
    return programs(target).stream().allMatch(ToolSearch::onPath) && compilerWorks(target);
  }

  private static List<String> programs(Target target) {
    List<String> programs = new ArrayList<>();
    for (String tool : List.of("gcc", "nm", "size")) {
      programs.add(target.compiler().tool(tool));
    }
    target.emulator().ifPresent(emulator -> {
      programs.add(emulator.program());
      programs.add("gcc"); // compiles the counting plugin
    });
    return programs;
  }

  private static boolean onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(":")).map(Path::of).anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
  }

  /** Whether the compiler knows the target's flags and finds its C library. */
  private static boolean compilerWorks(Target target) {
    List<String> command = new ArrayList<>(List.of(target.compiler().tool("gcc")));
    command.addAll(target.compiler().flags());
    command.addAll(List.of("-include", "stdio.h", "-fsyntax-only", "-x", "c", "/dev/null"));
    return Processes.run(Path.of("/"), Duration.ofSeconds(20), command).succeeded();
  }
}
