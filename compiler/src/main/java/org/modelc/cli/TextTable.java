package org.modelc.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text in aligned columns. Cells that look like numbers are aligned to the right. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row of as many cells as there are headings. */
  TextTable row(Object... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + rows.get(0).size() + " columns");
    }
    rows.add(Arrays.stream(cells).map(String::valueOf).toList());
    return this;
  }

  /** The lines, without a line end after the last. */
  @Override
  public String toString() {
    int[] widths = IntStream.range(0, rows.get(0).size()).map(this::width).toArray();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(column -> pad(row.get(column), widths[column]))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static String pad(String cell, int width) {
    String blanks = " ".repeat(width - cell.length());
    return isNumeric(cell) ? blanks + cell : cell + blanks;
  }

  private static boolean isNumeric(String cell) {
    return cell.matches("-|[-+]?[0-9][0-9,.]*(e[-+][0-9]+)?( %| dB| s)?");
  }
}
