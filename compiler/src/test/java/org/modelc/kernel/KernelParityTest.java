package org.modelc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.firmware.BuildOption;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.FirmwareRun;
import org.modelc.firmware.TestToolchain;
import org.modelc.firmware.WarningCheck;
import org.modelc.ir.DType;
import org.modelc.ir.Tensor;
import org.modelc.op.Op;
import org.modelc.op.Softmax;
import org.modelc.target.Targets;

/** The C kernels against the reference semantics on random cases, on the host under ASan and UBSan. */
class KernelParityTest {
  private static final int CASES = 100;

  /** How far C's expf may be from the correctly rounded exponential, through a sum and a division. */
  private static final int LIBM_ULPS = 8;

  @TempDir
  private Path directory;

  @Test
  void integerKernelsEqualTheReferenceByteForByte() {
    assertParity(cases(CASES, true));
  }

  @Test
  void floatKernelsEqualTheReference() {
    assertParity(cases(CASES, false));
  }

  @Test
  void kernelsAndParametersCompileWithoutWarnings() {
    new CaseModel(Stream.concat(cases(8, true).stream(), cases(8, false).stream()).toList()).write(directory);
    assertThat(new WarningCheck(TestToolchain.shared()).findings(directory)).isEmpty();
  }

  private static List<OpCase> cases(int seeds, boolean quantised) {
    return LongStream.range(1000, 1000 + seeds)
        .boxed()
        .flatMap(seed -> Stream.of(
                WindowCases.of(seed, quantised), AxisCases.of(seed, quantised), Stream.of(Weighted.dense(seed, quantised)))
            .flatMap(opCases -> opCases))
        .toList();
  }

  private void assertParity(List<OpCase> cases) {
    CaseModel model = new CaseModel(cases);
    FirmwareRun run = new FirmwareBuilder(TestToolchain.shared(), Targets.find("host"))
        .build(model.write(directory), BuildOption.SANITIZED)
        .run(model.inputBytes());
    List<Tensor> outputs = model.outputs(run.outputs());
    for (int i = 0; i < outputs.size(); i++) {
      assertEqual(outputs.get(i), cases.get(i));
    }
  }

  private static void assertEqual(Tensor actual, OpCase opCase) {
    Tensor wanted = opCase.evaluate();
    for (int i = 0; i < wanted.elements(); i++) {
      if (wanted.type().dtype() == DType.F32) {
        assertThat(ulps(actual.floats()[i], wanted.floats()[i]))
            .as("C %s, Java %s, element %d of %s", actual.floats()[i], wanted.floats()[i], i, opCase)
            .isLessThanOrEqualTo(usesLibm(opCase.op()) ? LIBM_ULPS : 0);
      } else {
        assertThat(actual.integer(i)).as("element %d of %s", i, opCase).isEqualTo(wanted.integer(i));
      }
    }
  }

  private static boolean usesLibm(Op op) {
    return op instanceof Softmax;
  }

  /** Steps from one float to the other; the sign of zero counts as a step of its own. */
  private static long ulps(float a, float b) {
    return Math.abs(ordinal(a) - ordinal(b));
  }

  private static long ordinal(float value) {
    int bits = Float.floatToIntBits(value);
    return bits < 0 ? (long) Integer.MIN_VALUE - bits - 1 : bits;
  }
}
