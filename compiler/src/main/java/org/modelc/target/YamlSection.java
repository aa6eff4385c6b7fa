package org.modelc.target;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** One mapping of a target's file. Remembers which keys were read, so that a misspelt one is an error. */
final class YamlSection {

  private static final Pattern SIZE = Pattern.compile("(\\d+) (KiB|MiB)");

  private final String place;
  private final JsonNode node;
  private final Set<String> keysRead = new LinkedHashSet<>();

  /**
   * @param place what messages call this mapping
   */
  YamlSection(String place, JsonNode node) {
    if (!node.isObject()) {
      throw error(place, "This must be a mapping of keys to values.");
    }
    this.place = place;
    this.node = node;
  }

  static ProblemException error(String file, String cause) {
    return new ProblemException(Code.E404, file, cause);
  }

  String text(String key) {
    JsonNode value = required(key);
    if (!value.isTextual()) {
      throw wrongValue(key, "must be text");
    }
    return value.textValue();
  }

  int powerOfTwo(String key) {
    JsonNode value = required(key);
    int number = value.asInt();
    if (!value.isInt() || Integer.bitCount(number) != 1 || number < 0) {
      throw wrongValue(key, "must be a power of two");
    }
    return number;
  }

  /** An address such as {@code 0x20000000}. */
  long address(String key) {
    JsonNode value = required(key);
    if (!value.isIntegralNumber() || value.longValue() < 0) {
      throw wrongValue(key, "must be an address such as 0x20000000");
    }
    return value.longValue();
  }

  /** Bytes of a size such as {@code 512 KiB}. */
  long size(String key) {
    Matcher matcher = SIZE.matcher(text(key));
    if (!matcher.matches()) {
      throw wrongValue(key, "must be a size such as 512 KiB or 4 MiB");
    }
    return Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("KiB") ? 1024 : 1024 * 1024);
  }

  List<String> texts(String key) {
    JsonNode value = required(key);
    List<String> items = new ArrayList<>();
    for (JsonNode item : value) {
      if (!item.isTextual()) {
        throw wrongValue(key, "must be a list of texts");
      }
      items.add(item.textValue());
    }
    if (!value.isArray()) {
      throw wrongValue(key, "must be a list of texts");
    }
    return items;
  }

  YamlSection section(String key) {
    return new YamlSection(place + ", " + key, required(key));
  }

  Optional<YamlSection> optionalSection(String key) {
    keysRead.add(key);
    return node.has(key) ? Optional.of(section(key)) : Optional.empty();
  }

  /** Throws if there are keys that nobody asked for. */
  void finish() {
    node.fieldNames().forEachRemaining(key -> {
      if (!keysRead.contains(key)) {
        throw error(place, "Unknown key '" + key + "'; known keys: " + String.join(", ", keysRead) + ".");
      }
    });
  }

  private JsonNode required(String key) {
    keysRead.add(key);
    JsonNode value = node.get(key);
    if (value == null) {
      throw error(place, "The key '" + key + "' is missing.");
    }
    return value;
  }

  private ProblemException wrongValue(String key, String problem) {
    return error(place, "'" + key + "' " + problem + ".");
  }
}
