package org.modelc.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.problem.ProblemException;
import org.modelc.target.Target;
import org.modelc.target.Targets;

class FirmwareTest {

  private final Toolchain toolchain = TestToolchain.shared();

  static Stream<String> targets() {
    return Targets.all().stream().map(Target::name);
  }

  static Stream<String> emulatedTargets() {
    return targets().filter(name -> !name.equals("host"));
  }

  private FirmwareBuilder builder(String target) {
    return new FirmwareBuilder(toolchain, Targets.find(target));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void runsSamplesOnEveryTarget(String target) {
    byte[] samples = ToyModel.samples(20);
    FirmwareRun run = builder(target).build(ToyModel.MODEL).run(samples);
    byte[] expected = ToyModel.expected(samples);
    assertThat(run.outputs()).isEqualTo(ByteBuffer.wrap(expected));
    assertThat(run.sample(1)).isEqualTo(ToyModel.expected(samples, 1));
  }

  @ParameterizedTest
  @MethodSource("emulatedTargets")
  void countsInstructionsOfTheFirstInferenceExactly(String target) {
    FirmwareRun run = builder(target).build(KnownModels.COUNTED).run(new byte[] {1, 2, 3});
    assertThat(run.functions()).containsEntry("counted_loop", 202L).containsEntry("counted_stack", 4L);
    long callAndReturn = run.functions().get("counted_run") + run.functions().get("infer");
    assertThat(run.instructions()).hasValue(202 + 4 + callAndReturn);
    assertThat(callAndReturn).isBetween(8L, 30L);
  }

  @ParameterizedTest
  @MethodSource("emulatedTargets")
  void countsInstructionsOfMarkedLayers(String target) {
    FirmwareRun run = builder(target).build(KnownModels.LAYERED, BuildOption.LAYER_MARKS).run(new byte[] {1, 2});
    long loop = run.functions().get("layered_loop") / 4;
    assertThat(loop).isGreaterThan(100);
    assertThat(run.layers().get(0)).isBetween(loop + 1, loop + 30);
    assertThat(run.layers().get(1)).isBetween(3 * loop + 3, 3 * (loop + 30));
    assertThat(run.layers().get(2)).isBetween(1L, 30L);
    assertThat(run.layers().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(run.instructions().orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("emulatedTargets")
  void measuresTheStackOfAnInference(String target) {
    FirmwareRun run = builder(target).build(KnownModels.COUNTED).run(new byte[] {1});
    assertThat(run.stackBytes().orElseThrow()).isBetween(256L, 256L + 48);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void measuresWhatAModelAddsToAnImage(String target) {
    FirmwareSize size = builder(target).size(ToyModel.MODEL);
    assertThat(size.flashBytes()).isBetween(ToyModel.LENGTH + 64L, ToyModel.LENGTH + 4096L);
    assertThat(size.staticRamBytes()).isZero();
  }

  @Test
  void countsVariablesAsRamAndTheirInitialValuesAsFlash() {
    FirmwareSize without = builder("cortex-m4").size(KnownModels.FAULTY);
    FirmwareSize with = builder("cortex-m4").size(KnownModels.STATEFUL);
    assertThat(with.staticRamBytes()).isEqualTo(without.staticRamBytes() + 400 + 1000);
    assertThat(with.flashBytes()).isGreaterThan(400).isLessThan(1000);
  }

  @ParameterizedTest
  @CsvSource({
    "cortex-m4, 1, the model wrote past the end of output 0",
    "cortex-m4, 2, the model wrote before the arena",
    "cortex-m4, 4, the processor took a hard fault",
    "cortex-m55, 4, the processor took a hard fault",
    "rv32imac, 1, the model wrote past the end of output 0",
    "rv32imac, 4, the processor took a trap",
    "k210, 4, the processor took a trap",
    "host, 2, the model wrote before the arena",
  })
  void reportsModelsThatMisbehave(String target, byte fault, String message) {
    assertRunFails(builder(target).build(KnownModels.FAULTY), fault, message);
  }

  @ParameterizedTest
  @ValueSource(bytes = {1, 2, 3})
  void sanitizersWatchTheBuffers(byte fault) {
    FirmwareImage image = builder("host").build(KnownModels.FAULTY, BuildOption.SANITIZED);
    assertThat(image.run(new byte[] {0, 1, 2, 3}).samples()).isEqualTo(1);
    assertRunFails(image, fault, "AddressSanitizer");
  }

  private static void assertRunFails(FirmwareImage image, byte fault, String message) {
    assertThatThrownBy(() -> image.run(new byte[] {fault, 0, 0, 0}))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("E503 ")
        .hasMessageContaining(message);
  }

  @Test
  void showsWhatTheCompilerSaid() {
    assertThatThrownBy(() -> builder("cortex-m0plus").build(KnownModels.MALFORMED))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("E502 malformed for cortex-m0plus: ")
        .hasMessageContaining("malformed.c:3:");
  }

  @Test
  void refusesAnIncompleteSample() {
    FirmwareImage image = builder("host").build(KnownModels.FAULTY);
    assertThatThrownBy(() -> image.run(new byte[5])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> image.run(new byte[0])).isInstanceOf(IllegalArgumentException.class);
  }
}
