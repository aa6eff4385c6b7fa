package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.c.GenerationOptions;
import org.modelc.data.SampleSet;
import org.modelc.firmware.TestToolchain;
import org.modelc.firmware.WarningCheck;
import org.modelc.ir.Graph;
import org.modelc.kernel.CodeGoal;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.ProblemException;
import org.modelc.stream.RandomStreams;
import org.modelc.stream.StreamGraph;
import org.modelc.target.Targets;

/** Streams as C: every call's output, and whether there is one, against the interpreter on whole windows. */
class StreamFirmwareTest {
  private static final int RESULTS = 7;
  private static final List<String> OTHER_TARGETS = List.of("cortex-m4", "cortex-m0plus", "cortex-m55", "rv32imac", "k210");

  @TempDir
  private Path folder;

  static Stream<Arguments> cases() {
    Stream<Arguments> host = LongStream.range(100, 116).mapToObj(seed -> Arguments.of("host", seed));
    Stream<Arguments> others = OTHER_TARGETS.stream().flatMap(target -> LongStream.range(200, 204).mapToObj(seed -> Arguments.of(target, seed)));
    return Stream.concat(host, others);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyCallGivesTheResultOfTheWindow(String target, long seed) {
    Graph graph = RandomStreams.graph(seed, seed % 4 != 1);
    int rows = RandomStreams.pushRows(graph, seed);
    SampleSet samples = RandomStreams.samples(graph, seed, RESULTS);
    ExpectedOutputs expected = StreamSamples.of(graph, StreamGraph.of(graph, rows), samples, RESULTS);
    for (MemoryGoal goal : List.of(MemoryGoal.DEFAULT, MemoryGoal.SMALLEST)) {
      FirmwareCheck check = new FirmwareCheck(TestToolchain.shared(), graph, expected, goal, CodeGoal.SPEED, OptionalInt.of(rows));
      TargetVerdict verdict = check.run(Targets.find(target));
      assertThat(verdict.problem()).isEmpty();
      assertThat(verdict.comparison().isExact()).as("%s", verdict).isTrue();
    }
  }

  @Test
  void compilesWithoutWarnings() {
    Graph graph = RandomStreams.graph(301, true);
    GenerationOptions options = GenerationOptions.named("net");
    TargetCode code = TargetCode.generate(
        graph, RandomStreams.pushRows(graph, 301), Targets.find("host"), MemoryGoal.DEFAULT, CodeGoal.SPEED, options.withProfile(true));
    OutputFolder.write(folder, code.files().allFiles());
    assertThat(new WarningCheck(TestToolchain.shared()).findings(folder)).isEmpty();
  }

  @Test
  void anAcceleratorTakesNoStream() {
    Graph graph = RandomStreams.graph(301, true);
    GenerationOptions options = GenerationOptions.named("net");
    assertThatThrownBy(() -> TargetCode.generate(graph, 1, Targets.find("k210-kpu"), MemoryGoal.DEFAULT, CodeGoal.SPEED, options))
        .isInstanceOf(ProblemException.class).hasMessageContaining("k210");
  }
}
