package org.modelc.firmware;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the counting plugin wrote.
 *
 * @param functions instructions by function, the largest first
 * @param layers instructions by number of the layer, where layers are marked
 */
record InstructionCounts(long total, Map<String, Long> functions, Map<Integer, Long> layers) {
  private static final String LAYER = "layer";

  /**
   * Sums the plugin's blocks by function.
   *
   * @param text a line for each block: address (hexadecimal), instructions executed; and for each layer: "layer", number, instructions
   */
  static InstructionCounts parse(String text, SymbolTable symbols) {
    Map<String, Long> sums = new TreeMap<>();
    Map<Integer, Long> layers = new TreeMap<>();
    text.lines().map(line -> line.split(" ")).forEach(fields -> {
      if (fields[0].equals(LAYER)) {
        layers.put(Integer.valueOf(fields[1]), Long.valueOf(fields[2]));
      } else {
        String function = symbols.functionAt(Long.parseUnsignedLong(fields[0], 16)).orElse("unknown");
        sums.merge(function, Long.parseLong(fields[1]), Long::sum);
      }
    });
    long total = sums.values().stream().mapToLong(Long::longValue).sum();
    return new InstructionCounts(total, largestFirst(sums), Collections.unmodifiableMap(layers));
  }

  private static Map<String, Long> largestFirst(Map<String, Long> sums) {
    Map<String, Long> sorted = new LinkedHashMap<>();
    sums.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return Collections.unmodifiableMap(sorted);
  }
}
