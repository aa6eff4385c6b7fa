package org.modelc.firmware;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of an image by address, and its variables. */
final class SymbolTable {

  private static final Pattern FUNCTION = Pattern.compile("([0-9a-fA-F]+) [tTwW] ([A-Za-z_].*)");
  private static final Pattern VARIABLE = Pattern.compile("([0-9a-fA-F]+) [bBdD] ([A-Za-z_].*)");

  private final TreeMap<Long, String> names = new TreeMap<>();
  private final Map<String, Long> variables = new HashMap<>();

  /**
   * @param nm output of {@code nm}
   */
  SymbolTable(String nm) {
    nm.lines().map(FUNCTION::matcher).filter(Matcher::matches).forEach(line -> names.putIfAbsent(
        Long.parseUnsignedLong(line.group(1), 16), line.group(2)));
    nm.lines().map(VARIABLE::matcher).filter(Matcher::matches).forEach(line -> variables.put(
        line.group(2), Long.parseUnsignedLong(line.group(1), 16)));
  }

  /** First address of a function. */
  long address(String name) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the image has no function " + name));
  }

  /** Address of a variable, if there is one of that name. */
  Optional<Long> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  /** The function that an address lies in. */
  Optional<String> functionAt(long address) {
    return Optional.ofNullable(names.floorEntry(address)).map(Map.Entry::getValue);
  }
}
