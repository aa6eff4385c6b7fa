package org.modelc.cli;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.modelc.driver.BenchmarkResult;
import org.modelc.driver.BenchmarkRun;
import org.modelc.driver.LayerCost;

/** A benchmark for people. */
final class BenchmarkText {
  private static final double LEAST_SHARE = 0.001;

  private BenchmarkText() {}

  static String of(BenchmarkRun run) {
    BenchmarkResult result = run.result();
    LabelledLines lines = new LabelledLines()
        .add("model", result.model())
        .add("target", result.target())
        .add("bit-exact", result.bitExact() ? "yes" : "NO");
    addCost(result, lines);
    return Stream.of(lines.toString(), layers(result), functions(run))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  /** What an inference takes. */
  static void addCost(BenchmarkResult result, LabelledLines lines) {
    lines.add("MACs", Wording.count(result.macs()));
    lines.add("instructions", Wording.count(result.instructions()) + perMac(result));
    lines.add("RAM", Wording.count(result.arenaBytes()) + " bytes arena, " + Wording.count(result.staticRamBytes()) + " static, "
        + Wording.count(result.stackBytes()) + " stack");
    lines.add("flash", Wording.count(result.flashBytes()) + " bytes, of it constants " + Wording.count(result.constantBytes()));
  }

  private static String perMac(BenchmarkResult result) {
    return result.instructions().isEmpty() || result.macs() == 0
        ? ""
        : " (" + ratio(result.instructions().getAsLong(), result.macs()) + " a MAC)";
  }

  private static String ratio(long instructions, long macs) {
    return String.format(Locale.ROOT, "%.2f", (double) instructions / macs);
  }

  private static String share(long instructions, double total) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * instructions / total);
  }

  /** All layers, and what lies between them where that is something: rows that bands of rows keep. */
  private static String layers(BenchmarkResult result) {
    if (result.layers().isEmpty()) {
      return "";
    }
    long total = result.instructions().orElse(0);
    TextTable table = new TextTable("#", "node", "operator", "kernel", "MACs", "instructions", "a MAC", "share");
    for (LayerCost layer : result.layers()) {
      table.row(
          layer.index(), Wording.name(layer.node()), layer.operator(), layer.kernel(), Wording.count(layer.macs()),
          Wording.count(layer.instructions()), layer.macs() == 0 ? "-" : ratio(layer.instructions(), layer.macs()),
          share(layer.instructions(), total));
    }
    long between = total - result.layers().stream().mapToLong(LayerCost::instructions).sum();
    if (between > 0) {
      table.row("-", "between layers", "", "", "-", Wording.count(between), "-", share(between, total));
    }
    return table.toString();
  }

  /** Functions that take at least a thousandth of the instructions. */
  private static String functions(BenchmarkRun run) {
    if (run.instructionsByFunction().isEmpty()) {
      return "";
    }
    double total = run.result().instructions().orElse(0);
    TextTable table = new TextTable("function", "instructions", "share");
    for (Map.Entry<String, Long> function : run.instructionsByFunction().entrySet()) {
      double share = function.getValue() / total;
      if (share >= LEAST_SHARE) {
        table.row(function.getKey(), Wording.count(function.getValue()), share(function.getValue(), total));
      }
    }
    return table.toString();
  }
}
