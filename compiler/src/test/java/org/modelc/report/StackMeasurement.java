package org.modelc.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.modelc.c.RuntimeLibrary;
import org.modelc.firmware.CommandResult;
import org.modelc.firmware.Toolchain;
import org.modelc.target.Target;

/** Asks a target's compiler how much stack every kernel of the runtime needs. */
final class StackMeasurement {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** Registers pushed and space taken by functions in assembly, whose frames the compiler does not know. */
  private static final Pattern PUSH = Pattern.compile("\"v?push \\{([^}]*)\\}");
  private static final Pattern RESERVE = Pattern.compile("\"sub sp, sp, #(\\d+)");
  private static final Pattern REGISTER_RANGE = Pattern.compile("[rd](\\d+)-[rd](\\d+)");

  private final Toolchain toolchain;
  private final Target target;

  StackMeasurement(Toolchain toolchain, Target target) {
    this.toolchain = toolchain;
    this.target = target;
  }

  /** Bytes by kernel, for the kernels that exist on the target. */
  SortedMap<String, Integer> kernels() throws IOException {
    Path directory = toolchain.newWorkDirectory("stack-" + target.name());
    List<String> sources = copyRuntime(directory);
    compile(directory, sources);
    SortedMap<String, Integer> bytes = new TreeMap<>();
    for (String source : sources) {
      String kernel = source.substring(0, source.length() - ".c".length());
      CallGraph graph = new CallGraph(Files.readString(directory.resolve(kernel + ".ci")));
      if (graph.defines(kernel)) {
        bytes.put(kernel, graph.depth(kernel) + assemblyBytes(kernel));
      }
    }
    return bytes;
  }

  private static List<String> copyRuntime(Path directory) throws IOException {
    List<String> sources = new ArrayList<>();
    for (String folder : List.of("include", "src")) {
      try (var files = Files.list(Path.of(System.getProperty("modelc.root"), "runtime-c", folder))) {
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString();
          Files.writeString(directory.resolve(name), RuntimeLibrary.text(name));
          if (name.endsWith(".c")) {
            sources.add(name);
          }
        }
      }
    }
    return sources;
  }

  private void compile(Path directory, List<String> sources) {
    List<String> command = new ArrayList<>();
    command.add(target.compiler().tool("gcc"));
    command.addAll(target.compiler().flags());
    command.addAll(List.of("-std=gnu11", "-O2", "-ffp-contract=off", "-fcallgraph-info=su", "-c"));
    command.addAll(sources);
    CommandResult result = toolchain.run(directory, TIMEOUT, command);
    if (!result.succeeded()) {
      throw new IllegalStateException(result.text());
    }
  }

  /** An upper bound: all that the assembly in the kernel's file and in the headers that it includes pushes and reserves. */
  private static int assemblyBytes(String kernel) {
    return RuntimeLibrary.filesFor(List.of(kernel)).stream().map(RuntimeLibrary::text).mapToInt(StackMeasurement::assemblyBytesOf).sum();
  }

  private static int assemblyBytesOf(String source) {
    int pushed = PUSH.matcher(source).results().map(push -> push.group(1)).mapToInt(StackMeasurement::registerBytes).sum();
    return pushed + RESERVE.matcher(source).results().mapToInt(reserve -> Integer.parseInt(reserve.group(1))).sum();
  }

  /** Size of the registers in a list such as {@code r4-r11, lr} or {@code d8-d15}. */
  private static int registerBytes(String list) {
    int inRanges = REGISTER_RANGE.matcher(list).results()
        .mapToInt(range -> Integer.parseInt(range.group(2)) - Integer.parseInt(range.group(1)))
        .sum();
    int bytes = list.startsWith("d") ? 8 : 4;
    return bytes * (list.split(",").length + inRanges);
  }
}
