package org.modelc.cli;

import org.modelc.driver.BenchmarkResult;
import org.modelc.driver.DemoReport;
import org.modelc.driver.OutputComparison;

/** The demonstration's result for people. */
final class DemoText {
  private DemoText() {}

  static String of(DemoReport report) {
    BenchmarkResult cost = report.benchmark().result();
    OutputComparison outputs = report.verdict().comparison();
    LabelledLines lines = new LabelledLines();
    lines.add("wrote", report.folder().toAbsolutePath().normalize() + ": " + String.join(" ", report.files()));
    lines.add("ran", report.digits() + " held-back digits, " + cost.target() + " in QEMU");
    report.comparison().referenceAccuracy().ifPresent(score -> lines.add("accuracy float", Wording.score(score)));
    report.comparison().candidateAccuracy().ifPresent(score -> lines.add("accuracy int8", Wording.score(score)));
    report.comparison().agreement().ifPresent(score -> lines.add("same digit", score.toString()));
    lines.add("output bytes", Wording.count(outputs.equalBytes()) + " of " + Wording.count(outputs.bytes()) + " equal the Java interpreter's");
    BenchmarkText.addCost(cost, lines);
    return lines.toString();
  }
}
