package org.modelc.c;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Rules for the name of a generated model, which becomes part of file, function and macro names. */
final class ModelName {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z](_?[A-Za-z0-9]){0,47}");

  /** A header of this name would hide the one that generated files include. */
  private static final Set<String> HEADERS = Set.of("math", "stddef", "stdint", "string");

  private ModelName() {}

  static void check(String name) {
    if (!LEGAL.matcher(name).matches()) {
      throw new ProblemException(
          Code.E403, "name \"" + name + "\"", "it must be letters, digits and single underscores, and begin with a letter.",
          "Choose another one with --name.");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("modelc") || lower.startsWith("modelc_") || HEADERS.contains(lower)) {
      throw new ProblemException(
          Code.E403, "name \"" + name + "\"", "its files would replace others of that name.", "Choose another one with --name.");
    }
  }
}
