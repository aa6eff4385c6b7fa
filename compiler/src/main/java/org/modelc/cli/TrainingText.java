package org.modelc.cli;

import org.modelc.driver.TrainingReport;

/** The result of training for people. */
final class TrainingText {
  private TrainingText() {}

  static String of(TrainingReport report) {
    LabelledLines lines = new LabelledLines()
        .add("network", report.out() + " (epoch " + report.bestEpoch() + " of " + report.lastEpoch() + ")")
        .add("held out, before", Wording.score(report.before()))
        .add("held out, after", Wording.score(report.after()));
    report.checkpoint().ifPresent(file -> lines.add("interrupted", "the same command with --resume goes on from " + file));
    return lines.toString();
  }
}
