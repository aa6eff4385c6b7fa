package org.modelc.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.firmware.BuildOption;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.FirmwareImage;
import org.modelc.firmware.TestToolchain;
import org.modelc.firmware.WarningCheck;
import org.modelc.ir.DType;
import org.modelc.ir.Tensor;
import org.modelc.op.Binary;
import org.modelc.op.Op;
import org.modelc.op.Recurrent;
import org.modelc.op.Softmax;
import org.modelc.op.Unary;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/** The C kernels against the reference semantics on random cases: many on the host under ASan and UBSan, some on every target. */
class KernelParityTest {
  private static final Target HOST = Targets.find("host");
  private static final int CASES = 100;
  private static final int CONVERSION_CASES = 30;
  private static final int IN_PLACE_CASES = 20;

  /** How far C's expf and its kin may be from the correctly rounded function, through a few more operations. */
  private static final float LIBM_RELATIVE = 1e-5f;

  private static final float LIBM_ABSOLUTE = 1e-6f;

  /** Functions that need no libm, or only its exact parts. */
  private static final Set<Unary.Kind> CORRECTLY_ROUNDED = EnumSet.of(
      Unary.Kind.ABS, Unary.Kind.CEIL, Unary.Kind.FLOOR, Unary.Kind.HARD_SIGMOID, Unary.Kind.HARD_SWISH, Unary.Kind.LEAKY_RELU,
      Unary.Kind.NEG, Unary.Kind.RECIPROCAL, Unary.Kind.ROUND, Unary.Kind.SIGN, Unary.Kind.SOFTSIGN, Unary.Kind.SQRT,
      Unary.Kind.THRESHOLDED_RELU);

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
  void kernelsEqualTheReferenceAtTheLimitsOfTheirIntegers() {
    assertParity(ExtremeCases.all().toList());
  }

  @Test
  void conversionsEqualTheReference() {
    assertParity(LongStream.range(0, CONVERSION_CASES).boxed().flatMap(ConversionCases::of).toList());
  }

  @Test
  void kernelsOfPlainElementsEqualTheReference() {
    assertParity(plainCases(CASES));
  }

  @Test
  void kernelsOf16BitActivationsEqualTheReference() {
    assertParity(Stream.concat(LongStream.range(0, CASES).boxed().flatMap(ShortCases::of), ShortCases.extremes()).toList());
  }

  @Test
  void recurrentLayersEqualTheReference() {
    assertParity(recurrentCases(CASES));
  }

  @ParameterizedTest
  @MethodSource("emulatedTargets")
  void recurrentLayersEqualTheReferenceOnEveryTarget(Target target) {
    List<OpCase> cases = recurrentCases(8);
    CaseModel model = CaseModel.of(cases, target);
    assertParity(cases, model, new FirmwareBuilder(TestToolchain.shared(), target).build(model.write(directory, true)));
  }

  private static List<OpCase> recurrentCases(int seeds) {
    return LongStream.range(0, seeds).boxed()
        .flatMap(seed -> Stream.concat(RecurrentCases.of(seed, true), RecurrentCases.of(seed, false))).toList();
  }

  private static List<OpCase> plainCases(int seeds) {
    return LongStream.range(0, seeds).boxed().flatMap(PlainCases::of).toList();
  }

  @Test
  void casesCallEveryPortableKernel() throws IOException {
    CaseModel.of(everyKernel(), HOST).write(directory, false);
    Path runtime = Path.of(System.getProperty("modelc.root", "..")).resolve("runtime-c/src");
    assertThat(kernels(directory)).containsExactlyElementsOf(kernels(runtime));
  }

  private static Set<String> kernels(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith("modelc_") && file.endsWith(".c") && !file.matches("modelc_kpu_.*|.*_state_(s8|f32)\\.c|.*_(dsp|mve|rv64|tiled|thumb1|rows|sparse|s4|f16)\\.c"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @ParameterizedTest
  @MethodSource("emulatedTargets")
  void everyKernelEqualsTheReferenceOnEveryTarget(Target target) {
    List<OpCase> cases = everyKernel();
    CaseModel model = CaseModel.of(cases, target);
    assertParity(cases, model, new FirmwareBuilder(TestToolchain.shared(), target).build(model.write(directory, true)));
  }

  static Stream<Target> emulatedTargets() {
    return Targets.all().stream().filter(target -> target.emulator().isPresent());
  }

  @Test
  void resultsMayOverwriteOperands() {
    List<OpCase> cases = Stream.of(
            cases(IN_PLACE_CASES, true), cases(IN_PLACE_CASES, false), plainCases(IN_PLACE_CASES),
            LongStream.range(0, IN_PLACE_CASES).boxed().flatMap(ShortCases::of).toList()).flatMap(List::stream)
        .filter(opCase -> !opCase.op().inPlaceInputs(opCase.node()).isEmpty())
        .toList();
    assertThat(cases).hasSizeGreaterThan(3 * IN_PLACE_CASES);
    assertParity(cases, CaseModel.inArena(cases, HOST));
  }

  @Test
  void kernelsAndParametersCompileWithoutWarnings() {
    CaseModel.of(everyKernel(), HOST).write(directory, true);
    assertThat(new WarningCheck(TestToolchain.shared()).findings(directory)).isEmpty();
  }

  /** As many cases as it takes to call every kernel. */
  private static List<OpCase> everyKernel() {
    return Stream.of(
            cases(40, true).stream(), cases(40, false).stream(), plainCases(12).stream(),
            LongStream.range(0, 2).boxed().flatMap(ConversionCases::of), LongStream.range(0, 12).boxed().flatMap(ShortCases::of),
            ShortCases.extremes(), recurrentCases(4).stream())
        .flatMap(opCases -> opCases)
        .toList();
  }

  private static List<OpCase> cases(int seeds, boolean quantised) {
    return LongStream.range(1000, 1000 + seeds)
        .boxed()
        .flatMap(seed -> Stream.of(
                WindowCases.of(seed, quantised), AxisCases.of(seed, quantised), Stream.of(Weighted.dense(seed, quantised)),
                BinaryCases.of(seed, quantised), UnaryCases.of(seed, quantised), MovementCases.of(seed, quantised),
                ComposedCases.of(seed, quantised), quantised ? IntegerCases.of(seed) : Stream.<OpCase>empty())
            .flatMap(opCases -> opCases))
        .toList();
  }

  private void assertParity(List<OpCase> cases) {
    assertParity(cases, CaseModel.of(cases, HOST));
  }

  private void assertParity(List<OpCase> cases, CaseModel model) {
    FirmwareBuilder builder = new FirmwareBuilder(TestToolchain.shared(), HOST);
    assertParity(cases, model, builder.build(model.write(directory, false), BuildOption.SANITIZED));
  }

  private static void assertParity(List<OpCase> cases, CaseModel model, FirmwareImage image) {
    List<Tensor> outputs = model.outputs(image.run(model.inputBytes()).outputs());
    for (int i = 0; i < outputs.size(); i++) {
      assertEqual(outputs.get(i), cases.get(i));
    }
  }

  private static void assertEqual(Tensor actual, OpCase opCase) {
    Tensor wanted = opCase.evaluate();
    for (int i = 0; i < wanted.elements(); i++) {
      if (wanted.type().dtype() == DType.F32) {
        assertFloat(actual.floats()[i], wanted.floats()[i], usesLibm(opCase.op()), i, opCase);
      } else if (wanted.type().dtype() == DType.F64) {
        assertThat(Double.valueOf(actual.doubles()[i])).as("element %d of %s", i, opCase).isEqualTo(Double.valueOf(wanted.doubles()[i]));
      } else {
        assertThat(actual.integer(i)).as("element %d of %s", i, opCase).isEqualTo(wanted.integer(i));
      }
    }
  }

  private static void assertFloat(float actual, float wanted, boolean libm, int index, OpCase opCase) {
    if (libm && Float.isFinite(wanted)) {
      assertThat(actual).as("element %d of %s", index, opCase).isCloseTo(wanted, libmError(wanted));
    } else {
      assertThat(Float.floatToIntBits(actual))
          .as("C %s, Java %s, element %d of %s", actual, wanted, index, opCase)
          .isEqualTo(Float.floatToIntBits(wanted));
    }
  }

  private static boolean usesLibm(Op op) {
    return op instanceof Softmax || op instanceof Recurrent
        || op instanceof Unary unary && !CORRECTLY_ROUNDED.contains(unary.kind())
        || op instanceof Binary binary && binary.kind() == Binary.Kind.POW;
  }

  private static Offset<Float> libmError(float wanted) {
    return within(Math.abs(wanted) * LIBM_RELATIVE + LIBM_ABSOLUTE);
  }
}
