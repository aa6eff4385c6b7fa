package org.modelc.firmware;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of an image by address. */
final class SymbolTable {

  private static final Pattern FUNCTION = Pattern.compile("([0-9a-fA-F]+) [tTwW] ([A-Za-z_].*)");

  private final TreeMap<Long, String> names = new TreeMap<>();

  /**
   * @param nm output of {@code nm}
   */
  SymbolTable(String nm) {
    nm.lines().map(FUNCTION::matcher).filter(Matcher::matches).forEach(line -> names.putIfAbsent(
        Long.parseUnsignedLong(line.group(1), 16), line.group(2)));
  }

  /** First address of a function. */
  long address(String name) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the image has no function " + name));
  }

  /** The function that an address lies in. */
  Optional<String> functionAt(long address) {
    return Optional.ofNullable(names.floorEntry(address)).map(Map.Entry::getValue);
  }
}
