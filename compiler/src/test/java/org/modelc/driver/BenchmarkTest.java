package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.modelc.TestModels;
import org.modelc.data.Preprocessing;
import org.modelc.firmware.TestToolchain;
import org.modelc.problem.Problems;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/** Instructions by layer against those of the whole. */
class BenchmarkTest {
  /** What marks, arguments and calls cost. */
  private static final long INSTRUCTIONS_BESIDE_A_LAYER = 20;

  private static final ModelRequest SEQUENCE =
      ModelRequest.quantised(TestModels.net("har1d/har1d.onnx"), TestModels.net("har1d/calibration.npz"), Preprocessing.NONE);

  @Test
  void layersAddUpToTheWhole() {
    List<Target> targets = Stream.of("cortex-m0plus", "cortex-m4", "cortex-m55", "k210").map(Targets::find).toList();
    for (BenchmarkRun run : run(targets)) {
      List<LayerCost> layers = run.result().layers();
      long sum = layers.stream().mapToLong(LayerCost::instructions).sum();
      long beside = layers.size() * INSTRUCTIONS_BESIDE_A_LAYER;
      assertThat(sum).isBetween(run.result().instructions().orElseThrow() - beside, run.result().instructions().orElseThrow() + beside);
      assertThat(layers.stream().mapToLong(LayerCost::macs).sum()).isEqualTo(run.result().macs());
      assertThat(layers).allSatisfy(layer -> assertThat(layer.instructions()).isGreaterThanOrEqualTo(layer.macs() / 8));
    }
  }

  @Test
  void nothingIsCountedOnTheHost() {
    assertThat(run(List.of(Targets.find("host")))).allSatisfy(run -> assertThat(run.result().layers()).isEmpty());
  }

  private static List<BenchmarkRun> run(List<Target> targets) {
    SampleSource random = new SampleSource(Optional.empty(), Preprocessing.NONE);
    return Benchmark.run(SEQUENCE, random, targets, TestToolchain.shared(), new Problems(), Progress.SILENT);
  }
}
