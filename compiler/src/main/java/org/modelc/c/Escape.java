package org.modelc.c;

import java.util.Locale;

/** Makes text from a model harmless in C. All names and comments that come from outside pass through here. */
final class Escape {
  /** All names of the runtime begin with it. */
  private static final String RUNTIME_PREFIX = "modelc";

  private static final int LONGEST_IDENTIFIER = 32;
  private static final int LONGEST_COMMENT = 100;

  private Escape() {}

  /**
   * The letters and digits of {@code text} with single underscores between them, in lower case so that no macro can have the name. Not yet
   * unique and perhaps a keyword: see {@link Identifiers}.
   *
   * @param fallback what to call text that leaves nothing, begins with a digit, would be too long to read or a name of the runtime
   */
  static String identifier(String text, String fallback) {
    String cleaned = stripUnderscores(text.replaceAll("[^A-Za-z0-9]+", "_")).toLowerCase(Locale.ROOT);
    boolean usable = !cleaned.isEmpty()
        && cleaned.length() <= LONGEST_IDENTIFIER
        && !Character.isDigit(cleaned.charAt(0))
        && !cleaned.startsWith(RUNTIME_PREFIX);
    return usable ? cleaned : fallback;
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
