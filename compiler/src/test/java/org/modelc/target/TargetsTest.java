package org.modelc.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modelc.problem.ProblemException;

class TargetsTest {

  private static final String MINIMAL =
      """
      name: small
      description: a test
      family: arm
      isa: [dsp]
      buffer-alignment: 4
      compiler: {prefix: arm-, flags: [-Os], link-flags: []}
      memory:
        flash: {origin: 0x10000000, size: 512 KiB}
        ram: {origin: 0x20000000, size: 4 MiB}
      packages: []
      """;

  @Test
  void knowsTenTargets() {
    assertThat(Targets.all())
        .extracting(Target::name)
        .containsExactly(
            "cortex-m0plus", "cortex-m3", "cortex-m33", "cortex-m4", "cortex-m55", "cortex-m7", "host", "k210", "k210-kpu", "rv32imac");
  }

  @Test
  void onlyTheHostRunsWithoutAnEmulator() {
    assertThat(Targets.all()).allSatisfy(target -> {
      boolean host = target.family() == Family.HOST;
      assertThat(target.emulator().isEmpty()).isEqualTo(host);
      assertThat(target.memory().isEmpty()).isEqualTo(host);
    });
  }

  @Test
  void findsByName() {
    Target target = Targets.find("cortex-m55");
    assertThat(target.has("mve")).isTrue();
    assertThat(target.bufferAlignment()).isEqualTo(16);
    assertThat(target.compiler().tool("nm")).isEqualTo("arm-none-eabi-nm");
    assertThat(target.memory().orElseThrow().constants()).contains(new MemoryRegion(0x70000000L, 16 << 20));
  }

  @Test
  void listsTheClosestNameFirstIfThereIsNone() {
    assertThatThrownBy(() -> Targets.find("cortex_m7"))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("E401 cortex_m7: There is no such target. Known targets: cortex-m7, ")
        .hasMessageContaining("rv32imac");
  }

  @Test
  void readsAFile() {
    Target target = TargetReader.read("small.yaml", MINIMAL);
    assertThat(target.emulator()).isEmpty();
    assertThat(target.memory())
        .contains(new MemoryMap(
            new MemoryRegion(0x10000000L, 512 << 10), new MemoryRegion(0x20000000L, 4 << 20), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "description: a test | descripton: a test | E404 small.yaml: The key 'description' is missing",
        "packages: [] | packages: []\\nboard: x | Unknown key 'board'",
        "origin: 0x10000000 | origin: here | small.yaml, memory, flash: 'origin' must be an address",
        "512 KiB | 512 | 'size' must be text",
        "512 KiB | 512 kB | 'size' must be a size such as 512 KiB",
        "family: arm | family: mips | The family 'mips' is none of arm, riscv, host",
        "buffer-alignment: 4 | buffer-alignment: 6 | 'buffer-alignment' must be a power of two",
        "isa: [dsp] | isa: dsp | 'isa' must be a list of texts",
        "name: small | name: large | must equal the file's name",
        "isa: [dsp] | isa: [dsp | E404 small.yaml: This is not valid YAML",
      })
  void refusesWrongFiles(String before, String after, String message) {
    String text = MINIMAL.replace(before, after.replace("\\n", "\n"));
    assertThatThrownBy(() -> TargetReader.read("small.yaml", text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnEmptyFile() {
    assertThatThrownBy(() -> TargetReader.read("small.yaml", ""))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("must be a mapping");
  }

  @ParameterizedTest
  @CsvSource({"'', '', 0", "abc, '', 3", "kitten, sitting, 3", "cortex-m4, cortex-m7, 1"})
  void measuresEditDistance(String a, String b, int distance) {
    assertThat(EditDistance.between(a, b)).isEqualTo(distance);
    assertThat(EditDistance.between(b, a)).isEqualTo(distance);
  }
}
