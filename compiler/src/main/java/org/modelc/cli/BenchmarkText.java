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
    StringBuilder text = new StringBuilder();
    line(text, "model", result.model());
    line(text, "target", result.target());
    line(text, "bit-exact", result.bitExact() ? "yes" : "NO");
    line(text, "MACs", Wording.count(result.macs()));
    line(text, "instructions", Wording.count(result.instructions()) + perMac(result));
    line(text, "RAM", Wording.count(result.arenaBytes()) + " arena, " + Wording.count(result.staticRamBytes()) + " static, "
        + Wording.count(result.stackBytes()) + " stack");
    line(text, "flash", Wording.count(result.flashBytes()) + ", of it constants " + Wording.count(result.constantBytes()));
    if (!run.instructionsByFunction().isEmpty()) {
      text.append('\n').append(functions(run)).append('\n');
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String content) {
    text.append(String.format(Locale.ROOT, "%-13s %s%n", label, content));
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
