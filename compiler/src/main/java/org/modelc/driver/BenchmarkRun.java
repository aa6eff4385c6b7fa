package org.modelc.driver;

import java.util.List;
import java.util.Map;

/**
 * A benchmark's result with its details.
 *
 * @param instructionsByFunction the instructions by the C function that executed them, the largest first; empty on the host
 */
public record BenchmarkRun(BenchmarkResult result, Map<String, Long> instructionsByFunction) {

  static BenchmarkRun of(PreparedModel model, TargetVerdict verdict, List<LayerCost> layers) {
    return of(model, model.compiled().macs(), verdict, layers);
  }

  /** @param macs of what was measured */
  static BenchmarkRun of(PreparedModel model, long macs, TargetVerdict verdict, List<LayerCost> layers) {
    TargetVerdict.Measurements measured = verdict.measurements().orElseThrow();
    BenchmarkResult result = new BenchmarkResult(
        model.source().fileName(),
        verdict.target(),
        macs,
        measured.instructions(),
        measured.arenaBytes(),
        measured.staticRamBytes(),
        measured.stackBytes(),
        measured.flashBytes(),
        measured.constantBytes(),
        verdict.comparison().isExact(),
        layers);
    return new BenchmarkRun(result, measured.instructionsByFunction());
  }
}
