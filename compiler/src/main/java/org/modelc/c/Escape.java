package org.modelc.c;

import java.util.Locale;

/** Makes text from a model harmless in C. All names and comments that come from outside pass through here. */
final class Escape {
  /** All names of the runtime begin with it. */
  private static final String RUNTIME_PREFIX = "modelc";

  private static final int LONGEST_IDENTIFIER = 40;
  private static final int LONGEST_COMMENT = 200;

  private Escape() {}

  /**
   * The letters and digits of {@code text} with single underscores between them, in lower case so that no macro can have the name. Of long
   * text the end is kept, which tells most. No name of the runtime. Not yet unique and perhaps a keyword: see {@link Identifiers}.
   *
   * @param fallback an identifier for text that leaves nothing
   */
  static String identifier(String text, String fallback) {
    String cleaned = stripUnderscores(text.replaceAll("[^A-Za-z0-9]+", "_"));
    if (cleaned.length() > LONGEST_IDENTIFIER) {
      String tail = cleaned.substring(cleaned.length() - LONGEST_IDENTIFIER);
      cleaned = stripUnderscores(tail.substring(tail.indexOf('_') + 1));
    }
    if (cleaned.isEmpty()) {
      return fallback;
    }
    String lower = cleaned.toLowerCase(Locale.ROOT);
    return Character.isDigit(lower.charAt(0)) || lower.startsWith(RUNTIME_PREFIX) ? fallback + "_" + lower : lower;
  }

  private static String stripUnderscores(String text) {
    return text.replaceAll("^_+|_+$", "");
  }

  /**
   * {@code text} as it may stand in a block comment: one line of printable ASCII without comment delimiters, backslashes and trigraphs.
   */
  static String comment(String text) {
    String shown = text.length() > LONGEST_COMMENT ? text.substring(0, LONGEST_COMMENT) + "..." : text;
    return shown
        .replaceAll("[^ -~]", "?")
        .replace('\\', '/')
        .replaceAll("\\*(?=/)", "* ")
        .replaceAll("/(?=\\*)", "/ ")
        .replaceAll("\\?(?=\\?)", "? ");
  }
}
