package org.modelc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lines of a label and a text; the texts stand below each other. */
final class LabelledLines {
  private record Line(String label, String text) {}

  private final List<Line> lines = new ArrayList<>();

  LabelledLines add(String label, String text) {
    lines.add(new Line(label, text));
    return this;
  }

  /** One line for each item, the label before the first. */
  LabelledLines addAll(String label, List<String> items) {
    for (int i = 0; i < items.size(); i++) {
      add(i == 0 ? label : "", items.get(i));
    }
    return this;
  }

  /** The lines, without a line end after the last. */
  @Override
  public String toString() {
    int width = lines.stream().mapToInt(line -> line.label().length()).max().orElse(0);
    return lines.stream()
        .map(line -> line.label() + " ".repeat(width - line.label().length()) + "  " + line.text())
        .collect(Collectors.joining("\n"));
  }
}
