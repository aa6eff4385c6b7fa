package org.modelc.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.modelc.c.LayerSummary;
import org.modelc.c.LayerTensor;
import org.modelc.kpu.KpuReport;
import org.modelc.report.Report;
import org.modelc.report.Totals;

/** A report for people: one line a layer, then what the whole model takes. */
final class ReportText {
  private ReportText() {}

  static String of(Report report) {
    return layers(report) + "\n\n" + totals(report);
  }

  private static String layers(Report report) {
    TextTable table = new TextTable("#", "node", "operator", "kernel", "shapes", "memory", "MACs", "parameters");
    for (LayerSummary layer : report.layers()) {
      table.row(
          layer.index(), Wording.name(layer.node()), layer.operator(), layer.kernel(),
          types(layer.inputs()) + " -> " + types(layer.outputs()),
          places(layer.inputs()) + " -> " + places(layer.outputs()),
          Wording.count(layer.macs()), Wording.count(layer.parameterBytes()));
    }
    return table.toString();
  }

  private static String totals(Report report) {
    Totals totals = report.totals();
    TextTable table = new TextTable("in all", report.name() + " on " + report.target())
        .row("constants", Wording.count(totals.constantBytes()) + " bytes of flash, without code")
        .row("arena", Wording.count(totals.arenaBytes()) + " bytes of RAM, scratch " + Wording.count(totals.scratchBytes()))
        .row("stack", Wording.count(totals.stackBytes()) + " bytes at most, predicted")
        .row("work", Wording.count(totals.macs()) + " multiply-accumulates an inference");
    if (totals.stateBytes() > 0) {
      table.row("states", Wording.count(totals.stateBytes()) + " bytes of the arena, kept between calls");
    }
    if (report.layers().stream().anyMatch(layer -> layer.savedBytes() > 0)) {
      table.row("compressed", compressed(report));
    }
    if (report.layers().stream().anyMatch(layer -> layer.bands() > 1)) {
      table.row("bands", bands(report));
    }
    if (!report.floatingPointLayers().isEmpty()) {
      table.row("floating point", report.floatingPointLayers().stream().map(Wording::name).collect(Collectors.joining(", ")));
    }
    if (!report.kpuLayers().isEmpty()) {
      long cycles = report.kpuLayers().stream().mapToLong(KpuReport.Layer::cycles).sum();
      table.row("KPU", Wording.count(cycles) + " cycles predicted for " + Wording.count(report.kpuLayers().size()) + " layers");
      table.row("input", input(report));
    }
    report.kpuRefusals().forEach(refusal -> table.row("on the CPU", Wording.name(refusal.node()) + ": " + refusal.reason()));
    return table.toString();
  }

  private static String input(Report report) {
    return report.kpuInput().inPlace()
        ? "may lie in AI SRAM as planes: " + report.name() + "_run_in_place"
        : "is copied to AI SRAM, there is no " + report.name() + "_run_in_place: " + report.kpuInput().reason();
  }

  /** Which layers' weights are stored in less than they are, and what that gains. */
  private static String compressed(Report report) {
    String layers = report.layers().stream().filter(layer -> layer.savedBytes() > 0)
        .map(layer -> layer.index() + " (" + Wording.count(layer.savedBytes()) + ")").collect(Collectors.joining(", "));
    int saved = report.layers().stream().mapToInt(LayerSummary::savedBytes).sum();
    return Wording.count(saved) + " bytes of constants saved by the format of weights; in layers " + layers;
  }

  /** Which layers run in bands of rows, and what for. */
  private static String bands(Report report) {
    String layers = report.layers().stream()
        .filter(layer -> layer.bands() > 1)
        .map(layer -> String.valueOf(layer.index()))
        .collect(Collectors.joining(", "));
    return "of rows in layers " + layers + "; " + Wording.count(report.totals().wholeLayersArenaBytes()) + " bytes of arena without";
  }

  private static String types(List<LayerTensor> tensors) {
    return tensors.stream().map(LayerTensor::type).collect(Collectors.joining(", "));
  }

  private static String places(List<LayerTensor> tensors) {
    return tensors.stream().map(ReportText::place).collect(Collectors.joining(", "));
  }

  private static String place(LayerTensor tensor) {
    return tensor.buffer().equals(LayerTensor.ARENA) ? String.valueOf(tensor.offset()) : tensor.buffer();
  }
}
