package org.modelc.cli;

import java.util.Locale;
import java.util.OptionalLong;
import org.modelc.quant.Score;

/** Numbers and names as people read them. */
final class Wording {
  private static final int LONGEST_NAME = 40;

  private Wording() {}

  /** For example {@code 416,520}. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A dash where there is none. */
  static String count(OptionalLong value) {
    return value.isPresent() ? count(value.getAsLong()) : "-";
  }

  /** For example {@code 98.80 % (494 of 500; 95 % confidence 97.42 to 99.45)}. */
  static String score(Score score) {
    return String.format(Locale.ROOT, "%s, 95 %% confidence %.1f to %.1f %%", score, 100 * score.low(), 100 * score.high());
  }

  /** A small number such as {@code 3.1e-07}; 0 where there is no error at all. */
  static String error(double error) {
    return error == 0 ? "0" : String.format(Locale.ROOT, "%.1e", error);
  }

  /** A ratio in decibels. */
  static String decibels(double ratio) {
    return Double.isInfinite(ratio) ? "exact" : String.format(Locale.ROOT, "%.1f dB", ratio);
  }

  /** A name from a model on one line of moderate length: the end of it, which is what tells names made by exporters apart. */
  static String name(String name) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= LONGEST_NAME ? printable : "..." + printable.substring(printable.length() - LONGEST_NAME + 3);
  }
}
