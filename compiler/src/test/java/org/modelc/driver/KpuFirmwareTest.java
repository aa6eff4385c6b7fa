package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.data.SampleSet;
import org.modelc.firmware.TestToolchain;
import org.modelc.ir.Graph;
import org.modelc.kpu.KpuNetworks;
import org.modelc.plan.MemoryGoal;
import org.modelc.target.Target;

/** Random networks for the KPU as C: through the driver, waiting by interrupt or by polling, under QEMU, and with the model of the KPU on the host. */
class KpuFirmwareTest {
  private static final int SEEDS = 18;

  static Stream<Arguments> cases() {
    return KpuTargets.ALL.stream()
        .flatMap(target -> Stream.iterate(2000L, seed -> seed < 2000 + SEEDS, seed -> seed + 1).map(seed -> Arguments.of(target, seed)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyByteEqualsTheInterpreters(Target target, long seed) {
    Graph graph = switch ((int) (seed % 4)) {
      case 0 -> KpuNetworks.blocks(seed);
      case 1 -> KpuNetworks.windows(seed);
      case 2 -> KpuNetworks.products(seed);
      default -> KpuNetworks.columns(seed);
    };
    SampleSet samples = RandomSamples.of(graph, graph, 2).forGraph(graph);
    TargetVerdict verdict = new FirmwareCheck(TestToolchain.shared(), graph, ExpectedOutputs.of(graph, samples), MemoryGoal.DEFAULT).run(target);
    assertThat(verdict.problem()).isEmpty();
    assertThat(verdict.comparison().isExact()).as("%s", verdict).isTrue();
  }
}
