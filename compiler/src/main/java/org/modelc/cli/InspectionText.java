package org.modelc.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.modelc.driver.InspectionReport;
import org.modelc.driver.InspectionReport.Network;
import org.modelc.driver.InspectionReport.TensorSummary;
import org.modelc.onnx.ModelSummary;
import org.modelc.onnx.ModelSummary.OperatorUse;

/** An inspection for people. */
final class InspectionText {
  private final StringBuilder text = new StringBuilder();

  private InspectionText() {}

  static String of(InspectionReport report) {
    InspectionText text = new InspectionText();
    text.file(report);
    report.network().ifPresent(text::network);
    text.text.append(report.isCompilable() ? "All nodes can be compiled." : "The model cannot be compiled as it is.");
    return text.text.toString();
  }

  private void file(InspectionReport report) {
    ModelSummary summary = report.summary();
    line("model", report.model() + ", " + Wording.count(report.bytes()) + " bytes");
    if (!summary.producer().isEmpty()) {
      line("producer", summary.producer());
    }
    String opsets = summary.opsets().entrySet().stream().map(set -> set.getKey() + " " + set.getValue()).collect(Collectors.joining(", "));
    line("opset", opsets + "; IR version " + summary.irVersion());
    line("operators", summary.operators().stream().map(InspectionText::use).collect(Collectors.joining(", ")));
  }

  private static String use(OperatorUse use) {
    return use.name() + " " + use.nodes() + (use.supported() ? "" : " (not supported)");
  }

  private void network(Network network) {
    network.inputs().forEach(input -> line("input", describe(input)));
    network.outputs().forEach(output -> line("output", describe(output)));
    line("arithmetic", network.quantised() ? "quantised: no calibration is needed" : "float: int8 needs --calibration");
    line("parameters", Wording.count(network.parameters()));
    line("MACs", Wording.count(network.macs()));
    list("largest", network.largestTensors().stream().map(InspectionText::describe).toList());
    list("stay float", network.floatLayers());
    text.append('\n');
  }

  private static String describe(TensorSummary tensor) {
    return Wording.name(tensor.name()) + " " + tensor.type();
  }

  private void line(String label, String content) {
    text.append(String.format(Locale.ROOT, "%-11s %s%n", label, content));
  }

  /** The label only before the first item. */
  private void list(String label, List<String> items) {
    for (int i = 0; i < items.size(); i++) {
      line(i == 0 ? label : "", items.get(i));
    }
  }
}
