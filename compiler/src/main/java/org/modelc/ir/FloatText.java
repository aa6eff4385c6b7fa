package org.modelc.ir;

/** Floats as IR text spells them: as Java does, but {@code inf} for infinity. */
final class FloatText {
  private static final String INFINITY = "inf";

  private FloatText() {}

  static String print(float value) {
    return Float.toString(value).replace("Infinity", INFINITY);
  }

  /** @throws NumberFormatException if {@code text} is no number */
  static float parse(String text) {
    return Float.parseFloat(text.replace(INFINITY, "Infinity"));
  }
}
