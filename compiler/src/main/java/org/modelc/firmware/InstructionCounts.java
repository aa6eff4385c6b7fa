package org.modelc.firmware;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the counting plugin wrote. */
record InstructionCounts(long total, Map<String, Long> functions) {

  /** Functions that stand for hardware in {@code targets/harness}. */
  private static final List<String> EMULATION = List.of("modelc_kpu_emulator_", "modelc_kpu_model_");

  /**
   * Sums the plugin's blocks by function; what emulates hardware does not count.
   *
   * @param blocks a line for each block: address (hexadecimal), instructions, runs
   */
  static InstructionCounts parse(String blocks, SymbolTable symbols) {
    Map<String, Long> sums = new TreeMap<>();
    blocks.lines().forEach(line -> {
      String[] fields = line.split(" ");
      String function = symbols.functionAt(Long.parseUnsignedLong(fields[0], 16)).orElse("unknown");
      sums.merge(function, Long.parseLong(fields[1]) * Long.parseLong(fields[2]), Long::sum);
    });
    sums.keySet().removeIf(function -> EMULATION.stream().anyMatch(function::startsWith));
    long total = sums.values().stream().mapToLong(Long::longValue).sum();
    return new InstructionCounts(total, largestFirst(sums));
  }

  private static Map<String, Long> largestFirst(Map<String, Long> sums) {
    Map<String, Long> sorted = new LinkedHashMap<>();
    sums.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return Collections.unmodifiableMap(sorted);
  }
}
