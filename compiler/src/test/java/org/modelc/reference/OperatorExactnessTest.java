package org.modelc.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.kernel.AxisCases;
import org.modelc.kernel.ComposedCases;
import org.modelc.kernel.OpCase;
import org.modelc.kernel.ShortCases;
import org.modelc.kernel.Weighted;
import org.modelc.kernel.WindowCases;
import org.modelc.op.ArgMax;
import org.modelc.op.AveragePool;
import org.modelc.op.Clamp;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.Normalise;
import org.modelc.op.Reduce;
import org.modelc.op.Scan;
import org.modelc.op.Softmax;
import org.modelc.op.WeightedOp;

/** Reference semantics against exact arithmetic on random cases: integers are correctly rounded, floats close. */
class OperatorExactnessTest {
  private static final int CASES = 150;

  /** What multipliers, accurate to 2^-22, add to the error of a rounding of results up to 256 units. */
  private static final double MULTIPLIER_SLACK = 0x1p-14;

  /** The same for 2^15 units. */
  private static final double WIDE_MULTIPLIER_SLACK = 0x1p-7;

  /** What the exponential's table, the row's sum and its reciprocal add; derived in docs/arithmetic.md. */
  private static final double SOFTMAX_SLACK = 0.04;

  /** What a variance of few elements, the reciprocal of its root and the scales add; derived in docs/arithmetic.md. */
  private static final double NORMALISE_SLACK = 0.07;

  static Stream<OpCase> integerCases() {
    Stream<OpCase> wide = LongStream.range(0, CASES).boxed().flatMap(ShortCases::computing).filter(opCase -> isDefined(opCase.op()));
    return Stream.concat(cases(true), Stream.concat(wide, ShortCases.extremes()));
  }

  private static boolean isDefined(Op op) {
    return op instanceof WeightedOp || op instanceof MaxPool || op instanceof AveragePool || op instanceof Reduce
        || op instanceof Scan;
  }

  static Stream<OpCase> floatCases() {
    return cases(false);
  }

  private static Stream<OpCase> cases(boolean quantised) {
    return LongStream.range(0, CASES)
        .boxed()
        .flatMap(seed -> Stream.of(
                WindowCases.of(seed, quantised), AxisCases.of(seed, quantised), Stream.of(Weighted.dense(seed, quantised)),
                ComposedCases.computing(seed, quantised))
            .flatMap(opCases -> opCases))
        .filter(opCase -> !(opCase.op() instanceof ArgMax));
  }

  @ParameterizedTest
  @MethodSource("integerCases")
  void integersAreTheExactResultCorrectlyRounded(OpCase opCase) {
    Tensor result = opCase.evaluate();
    double[] exact = ExactResults.of(opCase);
    Quant quant = opCase.output().requireQuant();
    int min = clamp(opCase).quantisedMin(opCase.output().dtype(), quant);
    int max = clamp(opCase).quantisedMax(opCase.output().dtype(), quant);
    double multipliers = opCase.output().dtype() == DType.S16 ? WIDE_MULTIPLIER_SLACK : MULTIPLIER_SLACK;
    double slack = opCase.op() instanceof Softmax ? SOFTMAX_SLACK : opCase.op() instanceof Normalise ? NORMALISE_SLACK : multipliers;
    for (int i = 0; i < exact.length; i++) {
      double wanted = Math.min(Math.max(exact[i] / quant.scale() + quant.zeroPoint(), min), max);
      assertThat((double) result.integer(i)).as("element %d of %s", i, opCase).isCloseTo(wanted, within(0.5 + slack));
    }
  }

  @ParameterizedTest
  @MethodSource("floatCases")
  void floatsAreClose(OpCase opCase) {
    Tensor result = opCase.evaluate();
    double[] exact = ExactResults.of(opCase);
    for (int i = 0; i < exact.length; i++) {
      double wanted = Math.min(Math.max(exact[i], clamp(opCase).min()), clamp(opCase).max());
      assertThat(result.real(i)).as("element %d of %s", i, opCase).isCloseTo(wanted, within(1e-5 * Math.max(1, Math.abs(wanted))));
    }
  }

  private static Clamp clamp(OpCase opCase) {
    return opCase.op() instanceof WeightedOp weighted ? weighted.clamp() : Clamp.NONE;
  }
}
