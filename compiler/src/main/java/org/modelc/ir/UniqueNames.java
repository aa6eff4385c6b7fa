package org.modelc.ir;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Hands out names that are all different. */
public final class UniqueNames {
  private static final Pattern NUMBER = Pattern.compile("(?<=.)_\\d+$");

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> lastNumbers = new HashMap<>();

  /** {@code wanted}, or its stem with the next number where it is taken: passes that rename again and again pile up no suffixes. */
  public String take(String wanted) {
    if (taken.add(wanted)) {
      return wanted;
    }
    String stem = NUMBER.matcher(wanted).replaceFirst("");
    int number = lastNumbers.getOrDefault(stem, 1);
    String candidate;
    do {
      number++;
      candidate = stem + "_" + number;
    } while (!taken.add(candidate));
    lastNumbers.put(stem, number);
    return candidate;
  }

  /** Lets another have {@code name}. */
  public void release(String name) {
    taken.remove(name);
  }
}
