package org.modelc.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The call graph with stack usage that gcc writes with {@code -fcallgraph-info=su}. */
final class CallGraph {
  private static final Pattern NODE = Pattern.compile("^node: \\{ title: \"([^\"]+)\" label: \"[^\"]*?(\\d+) bytes \\((\\w+)[^\"]*\" \\}$");
  private static final Pattern EDGE = Pattern.compile("^edge: \\{ sourcename: \"([^\"]+)\" targetname: \"([^\"]+)\".*$");

  /** What functions of the C library and of libgcc need; they are compiled already, and this is more than any that kernels call was seen to. */
  private static final int MEMORY_FUNCTION = 32;
  private static final int COMPILER_FUNCTION = 96;
  private static final int MATHEMATICAL_FUNCTION = 192;

  private final Map<String, Integer> frames = new HashMap<>();
  private final Map<String, List<String>> callees = new HashMap<>();

  /** @param text the content of a {@code .ci} file */
  CallGraph(String text) {
    for (String line : text.lines().toList()) {
      Matcher node = NODE.matcher(line);
      Matcher edge = EDGE.matcher(line);
      if (node.matches()) {
        requireStatic(node.group(1), node.group(3));
        frames.put(node.group(1), Integer.parseInt(node.group(2)));
      } else if (edge.matches()) {
        callees.computeIfAbsent(edge.group(1), caller -> new ArrayList<>()).add(edge.group(2));
      }
    }
  }

  private static void requireStatic(String function, String kind) {
    if (!kind.equals("static")) {
      throw new IllegalStateException(function + " has a frame of a size that is not known");
    }
  }

  /** Whether the file defines this function. */
  boolean defines(String function) {
    return frames.containsKey(function);
  }

  /** Stack of a call of {@code function}, its callees included. */
  int depth(String function) {
    if (!defines(function)) {
      return library(function);
    }
    return frames.get(function) + callees.getOrDefault(function, List.of()).stream().mapToInt(this::depth).max().orElse(0);
  }

  private static int library(String function) {
    if (function.startsWith("mem")) {
      return MEMORY_FUNCTION;
    }
    return function.startsWith("__") ? COMPILER_FUNCTION : MATHEMATICAL_FUNCTION;
  }
}
