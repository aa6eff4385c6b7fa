package org.modelc.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.modelc.driver.InspectionReport;
import org.modelc.driver.InspectionReport.Network;
import org.modelc.driver.InspectionReport.TensorSummary;
import org.modelc.onnx.ModelSummary;
import org.modelc.onnx.ModelSummary.OperatorUse;

/** An inspection for people. */
final class InspectionText {
  private final LabelledLines lines = new LabelledLines();

  private InspectionText() {}

  static String of(InspectionReport report) {
    InspectionText text = new InspectionText();
    text.file(report);
    report.network().ifPresent(text::network);
    return text.lines + "\n\n" + (report.isCompilable() ? "All nodes can be compiled." : "The model cannot be compiled as it is.");
  }

  private void file(InspectionReport report) {
    ModelSummary summary = report.summary();
    lines.add("model", report.model() + ", " + Wording.count(report.bytes()) + " bytes");
    if (!summary.producer().isEmpty()) {
      lines.add("producer", Wording.name(summary.producer()));
    }
    String opsets = summary.opsets().entrySet().stream().map(set -> set.getKey() + " " + set.getValue()).collect(Collectors.joining(", "));
    lines.add("opset", opsets + "; IR version " + summary.irVersion());
    lines.add("operators", summary.operators().stream().map(InspectionText::use).collect(Collectors.joining(", ")));
  }

  private static String use(OperatorUse use) {
    return Wording.name(use.name()) + " " + use.nodes() + (use.supported() ? "" : " (not supported)");
  }

  private void network(Network network) {
    lines.addAll("inputs", describe(network.inputs()));
    lines.addAll("outputs", describe(network.outputs()));
    lines.add("arithmetic", network.quantised() ? "quantised: no calibration is needed" : "float: int8 needs --calibration");
    lines.add("parameters", Wording.count(network.parameters()));
    lines.add("MACs", Wording.count(network.macs()));
    lines.addAll("largest", describe(network.largestTensors()));
    lines.addAll("stay float", network.floatLayers().stream().map(Wording::name).toList());
  }

  private static List<String> describe(List<TensorSummary> tensors) {
    return tensors.stream().map(tensor -> Wording.name(tensor.name()) + " " + tensor.type() + tensor.counted()
        .map(counted -> ", of which along axis " + counted.axis() + " as many count as " + Wording.name(counted.by()) + " says").orElse("")).toList();
  }
}
