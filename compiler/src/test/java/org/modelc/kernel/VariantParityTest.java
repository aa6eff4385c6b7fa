package org.modelc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.firmware.BuildOption;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.FirmwareRun;
import org.modelc.firmware.TestToolchain;
import org.modelc.ir.Tensor;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/**
 * The kernels that a target prefers against the reference semantics, under QEMU: random cases that reach every remainder of every tile.
 * The harness guards every buffer.
 */
class VariantParityTest {
  private static final int CASES = 120;

  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"cortex-m4"})
  void preferredKernelsEqualTheReferenceByteForByte(String name) {
    Target target = Targets.find(name);
    List<OpCase> cases = LongStream.range(0, CASES).boxed().flatMap(VariantParityTest::cases).toList();
    List<OpCase> special = cases.stream().filter(opCase -> hasVariant(opCase, target)).toList();
    assertThat(special).as("cases with a kernel of their own on %s", name).hasSizeGreaterThan(CASES / 2);
    CaseModel model = new CaseModel(special, target);
    FirmwareRun run = new FirmwareBuilder(TestToolchain.shared(), target).build(model.write(directory, false)).run(model.inputBytes());
    List<Tensor> outputs = model.outputs(run.outputs());
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      if (!java.util.Arrays.equals(outputs.get(i).bytes(), special.get(i).evaluate().bytes())) {
        wrong.add(special.get(i).toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Stream<OpCase> cases(long seed) {
    return VariantCases.of(seed);
  }

  private static boolean hasVariant(OpCase opCase, Target target) {
    return Kernels.FASTEST_FIRST.stream().anyMatch(kernel -> kernel.accepts(opCase.node(), target));
  }
}
