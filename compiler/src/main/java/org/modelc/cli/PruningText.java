package org.modelc.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.modelc.driver.PruningReport;
import org.modelc.prune.PrunedLayer;
import org.modelc.prune.SensitivityScan;
import org.modelc.quant.Score;

/** The results of pruning for people. */
final class PruningText {
  private PruningText() {}

  static String of(PruningReport report) {
    TextTable table = new TextTable("layer", "weights before", "after", "parameters before", "after", "zeros");
    for (PrunedLayer layer : report.layers()) {
      table.row(Wording.name(layer.node()), layer.weightsBefore(), layer.weightsAfter(), Wording.count(layer.parametersBefore()),
          Wording.count(layer.parametersAfter()), Wording.count(layer.zeros()));
    }
    LabelledLines lines = new LabelledLines()
        .add("network", report.out())
        .add("MACs", change(report.macsBefore(), report.macsAfter()))
        .add("parameters", change(report.parametersBefore(), report.parametersAfter()))
        .add("zero weights", Wording.count(report.zeros()));
    report.flash().ifPresent(amount -> lines.add("flash (int8)", change(amount.before(), amount.after())));
    report.instructions().ifPresent(amount -> lines.add("instructions", change(amount.before(), amount.after())));
    report.before().ifPresent(score -> lines.add("accuracy, before", Wording.score(score)));
    report.after().ifPresent(score -> lines.add("accuracy, after", Wording.score(score)));
    report.agreement().ifPresent(score -> lines.add("same class", score.toString()));
    return table + "\n\n" + lines;
  }

  private static String change(long before, long after) {
    return String.format(Locale.ROOT, "%s, before %s (%.1f %% left)", Wording.count(after), Wording.count(before), 100.0 * after / before);
  }

  /** The row of a layer at one sparsity, without what was compared inside the network. */
  record Summary(String layer, long weights, double sparsity, Optional<Score> accuracy, Optional<Score> agreement) {}

  static List<Summary> summaries(List<SensitivityScan.Row> rows) {
    return rows.stream().map(row -> new Summary(
        row.layer(), row.weights(), row.sparsity(), row.comparison().candidateAccuracy(), row.comparison().agreement())).toList();
  }

  static String of(List<SensitivityScan.Row> rows) {
    TextTable table = new TextTable("layer", "weights", "zeros", "accuracy", "same class");
    for (Summary row : summaries(rows)) {
      table.row(Wording.name(row.layer()), Wording.count(row.weights()), percent(row.sparsity()), percent(row.accuracy()), percent(row.agreement()));
    }
    return table.toString();
  }

  private static String percent(Optional<Score> score) {
    return score.map(value -> percent(value.ratio())).orElse("-");
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * part);
  }
}
