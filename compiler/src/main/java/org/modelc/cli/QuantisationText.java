package org.modelc.cli;

import java.util.Locale;
import java.util.OptionalInt;
import org.modelc.driver.QuantisationReport;
import org.modelc.driver.QuantisedLayer;

/** A quantisation for people. */
final class QuantisationText {
  private QuantisationText() {}

  static String of(QuantisationReport report) {
    return head(report) + "\n\n" + formats(report) + layers(report) + "\n\n" + explanation(report);
  }

  private static String head(QuantisationReport report) {
    LabelledLines lines = new LabelledLines()
        .add("network", report.out())
        .add("calibration", report.calibrationSamples() + " samples" + (report.equalised() ? ", channels equalised between layers" : ""))
        .add("measured on", report.samples() + " samples: " + report.samplesFrom());
    report.floatAccuracy().ifPresent(score -> lines.add("accuracy, float", Wording.score(score)));
    report.accuracy().ifPresent(score -> lines.add("accuracy, " + report.format(), Wording.score(score)));
    report.agreement().ifPresent(score -> lines.add("same class", Wording.score(score)));
    report.worst().ifPresent(layer -> lines.add("costs most", Wording.name(layer.value()) + " (" + layer.operator() + ")"));
    return lines.toString();
  }

  private static String formats(QuantisationReport report) {
    return report.formats().isEmpty() ? "" : FormatsText.of(report.formats()) + "\n\n";
  }

  private static String layers(QuantisationReport report) {
    TextTable table = new TextTable("value", "operator", "SQNR", "saturated", "alone: results", "alone: other class");
    for (QuantisedLayer layer : report.layers()) {
      table.row(
          Wording.name(layer.value()), layer.operator(), Wording.decibels(layer.signalToNoise()), share(layer.saturation()),
          Wording.decibels(layer.aloneSignalToNoise()), count(layer.aloneChangedClasses()));
    }
    return table.toString();
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.3f %%", 100 * share);
  }

  private static String count(OptionalInt count) {
    return count.isPresent() ? Wording.count(count.getAsInt()) : "-";
  }

  private static String explanation(QuantisationReport report) {
    return "SQNR: signal to quantisation noise of the value. Saturated: elements beyond the integers' range. Alone: what the network's results "
        + "lose,\nand how many of " + report.trialSamples() + " samples get another class, if only this layer is quantised.";
  }
}
