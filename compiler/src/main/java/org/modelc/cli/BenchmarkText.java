package org.modelc.cli;

import java.util.Locale;
import java.util.Map;
import org.modelc.driver.BenchmarkResult;
import org.modelc.driver.BenchmarkRun;

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
    return run.instructionsByFunction().isEmpty() ? lines + "\n" : lines + "\n\n" + functions(run) + "\n";
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
        : String.format(Locale.ROOT, " (%.2f a MAC)", (double) result.instructions().getAsLong() / result.macs());
  }

  /** Functions that take at least a thousandth of the instructions. */
  private static String functions(BenchmarkRun run) {
    double total = run.result().instructions().orElse(0);
    TextTable table = new TextTable("function", "instructions", "share");
    for (Map.Entry<String, Long> function : run.instructionsByFunction().entrySet()) {
      double share = function.getValue() / total;
      if (share >= LEAST_SHARE) {
        table.row(function.getKey(), Wording.count(function.getValue()), String.format(Locale.ROOT, "%.1f %%", 100 * share));
      }
    }
    return table.toString();
  }
}
