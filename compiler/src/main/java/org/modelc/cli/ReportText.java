package org.modelc.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.modelc.c.LayerSummary;
import org.modelc.c.LayerTensor;
import org.modelc.report.Report;
import org.modelc.report.Totals;

/** A report for people: one line a layer, then what the whole model takes. */
final class ReportText {
  private static final int LONGEST_NODE = 40;

  private ReportText() {}

  static String of(Report report) {
    return layers(report) + "\n\n" + totals(report);
  }

  private static String layers(Report report) {
    TextTable table = new TextTable("#", "node", "operator", "kernel", "shapes", "memory", "MACs", "parameters");
    for (LayerSummary layer : report.layers()) {
      table.row(
          layer.index(), shortened(layer.node()), layer.operator(), layer.kernel(),
          types(layer.inputs()) + " -> " + types(layer.outputs()),
          places(layer.inputs()) + " -> " + places(layer.outputs()),
          grouped(layer.macs()), grouped(layer.parameterBytes()));
    }
    return table.toString();
  }

  private static String totals(Report report) {
    Totals totals = report.totals();
    TextTable table = new TextTable("in all", report.name() + " on " + report.target())
        .row("constants", grouped(totals.constantBytes()) + " bytes of flash, without code")
        .row("arena", grouped(totals.arenaBytes()) + " bytes of RAM, scratch " + grouped(totals.scratchBytes()))
        .row("stack", grouped(totals.stackBytes()) + " bytes at most, predicted")
        .row("work", grouped(totals.macs()) + " multiply-accumulates an inference");
    if (!report.floatingPointLayers().isEmpty()) {
      table.row("floating point", report.floatingPointLayers().stream().map(ReportText::shortened).collect(Collectors.joining(", ")));
    }
    return table.toString();
  }

  /** The end of a long name, which tells most; without control characters, which names of a model may have. */
  private static String shortened(String node) {
    String name = node.replaceAll("\\p{Cntrl}", "?");
    return name.length() <= LONGEST_NODE ? name : "..." + name.substring(name.length() - LONGEST_NODE + 3);
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

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
