package org.modelc.cli;

import org.modelc.driver.LayerQuality;
import org.modelc.driver.OutputComparison;
import org.modelc.driver.TargetVerdict;
import org.modelc.driver.VerificationReport;

/** A verification for people. */
final class VerificationText {
  private VerificationText() {}

  static String of(VerificationReport report) {
    StringBuilder text = new StringBuilder(head(report)).append("\n\n");
    if (!report.layers().isEmpty()) {
      text.append(layers(report)).append("\n\n");
    }
    return text.append(targets(report)).append("\n\n").append(verdict(report)).toString();
  }

  private static String head(VerificationReport report) {
    LabelledLines lines = new LabelledLines()
        .add("model", report.model() + ", " + report.dtype() + ", " + Wording.count(report.macs()) + " MACs")
        .add("samples", report.samples() + ": " + report.samplesFrom())
        .add("import", "differs from ONNX Runtime by at most " + Wording.error(report.onnxRuntime().largestError()) + " of the largest output");
    report.onnxRuntime().agreement().ifPresent(score -> lines.add("same class", Wording.score(score) + " (ONNX Runtime and compiled)"));
    report.onnxRuntime().accuracy().ifPresent(score -> lines.add("accuracy", Wording.score(score) + " (ONNX Runtime)"));
    report.accuracy().ifPresent(score -> lines.add("", Wording.score(score) + " (compiled)"));
    return lines.toString();
  }

  private static String layers(VerificationReport report) {
    TextTable table = new TextTable("value", "signal to quantisation noise");
    for (LayerQuality layer : report.layers()) {
      table.row(Wording.name(layer.value()), Wording.decibels(layer.signalToNoise()));
    }
    return table.toString();
  }

  private static String targets(VerificationReport report) {
    TextTable table = new TextTable("target", "samples", "equal bytes", "largest error", "instructions", "arena", "stack", "flash", "verdict");
    for (TargetVerdict verdict : report.targets()) {
      OutputComparison outputs = verdict.comparison();
      table.row(
          verdict.target(), outputs.samples(), Wording.count(outputs.equalBytes()) + " of " + Wording.count(outputs.bytes()),
          Wording.error(outputs.largestError()),
          verdict.measurements().map(measured -> Wording.count(measured.instructions())).orElse("-"),
          verdict.measurements().map(measured -> Wording.count(measured.arenaBytes())).orElse("-"),
          verdict.measurements().map(measured -> Wording.count(measured.stackBytes())).orElse("-"),
          verdict.measurements().map(measured -> Wording.count(measured.flashBytes())).orElse("-"),
          verdict(verdict));
    }
    return table.toString();
  }

  private static String verdict(TargetVerdict verdict) {
    if (verdict.problem().isPresent()) {
      return "DOES NOT RUN";
    }
    if (verdict.comparison().isExact()) {
      return "bit-exact";
    }
    return verdict.passed() ? "within " + Wording.error(verdict.tolerance()) : "DIFFERS";
  }

  private static String verdict(VerificationReport report) {
    long passed = report.targets().stream().filter(TargetVerdict::passed).count();
    return passed + " of " + report.targets().size() + " targets give what the interpreter gives.";
  }
}
