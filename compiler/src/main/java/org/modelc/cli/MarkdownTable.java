package org.modelc.cli;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A table of a generated page below {@code docs/}. */
final class MarkdownTable {
  private final StringJoiner lines = new StringJoiner("\n");

  MarkdownTable(String... headings) {
    row((Object[]) headings);
    lines.add("|" + "---|".repeat(headings.length));
  }

  MarkdownTable row(Object... cells) {
    lines.add(Arrays.stream(cells).map(cell -> String.valueOf(cell).replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")));
    return this;
  }

  /** The lines, without a line end after the last. */
  @Override
  public String toString() {
    return lines.toString();
  }
}
