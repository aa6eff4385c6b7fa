package org.modelc.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.kernel.BinaryCases;
import org.modelc.kernel.IntegerCases;
import org.modelc.kernel.OpCase;
import org.modelc.kernel.RandomTensors;
import org.modelc.kernel.ShortCases;
import org.modelc.kernel.UnaryCases;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Compare;
import org.modelc.op.Op;
import org.modelc.op.Unary;

/** Element-wise operators against exact arithmetic and an index computation by definition, on random cases. */
class ElementwiseExactnessTest {
  private static final int CASES = 200;

  /** What the multiplier of a product adds to the error of a rounding, in units of the output scale. */
  private static final double PRODUCT_SLACK = 128 * 0x1p-22;

  static Stream<OpCase> integerBinaries() {
    return LongStream.range(0, CASES).boxed().flatMap(seed -> BinaryCases.of(seed, true));
  }

  static Stream<OpCase> wideBinaries() {
    return LongStream.range(0, CASES).boxed().flatMap(ShortCases::computing)
        .filter(opCase -> opCase.op() instanceof Binary binary && (binary.kind() == Binary.Kind.DIV || binary.kind().selects()));
  }

  static Stream<OpCase> comparisons() {
    Stream<OpCase> narrow = LongStream.range(0, CASES).boxed().map(seed -> IntegerCases.comparison(seed, new RandomTensors(seed)));
    return Stream.concat(narrow, LongStream.range(0, CASES).boxed().flatMap(ShortCases::computing).filter(opCase -> opCase.op() instanceof Compare));
  }

  static Stream<OpCase> floatBinaries() {
    return LongStream.range(0, CASES).boxed().flatMap(seed -> BinaryCases.of(seed, false));
  }

  static Stream<OpCase> tables() {
    return LongStream.range(0, CASES).boxed().flatMap(seed -> UnaryCases.of(seed, true));
  }

  @ParameterizedTest
  @MethodSource({"integerBinaries", "wideBinaries"})
  void integersAreTheExactResultRounded(OpCase opCase) {
    Binary binary = (Binary) opCase.op();
    Tensor result = opCase.evaluate();
    for (int i = 0; i < result.elements(); i++) {
      double exact = real(binary.kind(), operand(opCase, 0, i), operand(opCase, 1, i));
      double wanted = clamped(exact, binary.clamp(), opCase.output().dtype(), opCase.output().requireQuant());
      assertThat((double) result.integer(i)).as("element %d of %s", i, opCase).isCloseTo(wanted, within(0.5 + slack(opCase)));
    }
  }

  /** Operands that are no more than the multipliers' error apart may count as equal or not, those of one scale only where they are. */
  @ParameterizedTest
  @MethodSource("comparisons")
  void comparisonsOfIntegersAreThoseOfWhatTheyStandFor(OpCase opCase) {
    Tensor result = opCase.evaluate();
    float scaleA = opCase.inputs().get(0).type().requireQuant().scale();
    float scaleB = opCase.inputs().get(1).type().requireQuant().scale();
    boolean wide = opCase.inputs().get(0).type().dtype() == DType.S16;
    double slack = scaleA == scaleB ? 0 : Math.max(scaleA, scaleB) * (wide ? 1 : 256 * 0x1p-22);
    for (int i = 0; i < result.elements(); i++) {
      double difference = operand(opCase, 0, i) - operand(opCase, 1, i);
      if (difference == 0 && slack == 0 || Math.abs(difference) > slack) {
        boolean wanted = switch (((Compare) opCase.op()).kind()) {
          case EQUAL -> difference == 0;
          case LESS -> difference < 0;
          case LESS_OR_EQUAL -> difference <= 0;
        };
        assertThat(result.integer(i) == 1).as("element %d of %s", i, opCase).isEqualTo(wanted);
      }
    }
  }

  @Test
  void aDivisorOfZeroGivesTheBoundOrTheZeroPoint() {
    TensorType type = TensorType.quantised(DType.S8, Shape.of(3), Quant.perTensor(0.5f, 3));
    Tensor dividend = Tensor.of(type, new byte[] {7, -7, 3});
    Tensor divisor = Tensor.of(type, new byte[] {3, 3, 3});
    Binary quotient = new Binary(Binary.Kind.DIV, Clamp.NONE);
    assertThat(quotient.evaluate(List.of(dividend, divisor), List.of(type)).get(0).bytes()).containsExactly(127, -128, 3);
  }

  @ParameterizedTest
  @MethodSource("floatBinaries")
  void floatsAreTheExactResultRoundedOnce(OpCase opCase) {
    Binary binary = (Binary) opCase.op();
    Tensor result = opCase.evaluate();
    for (int i = 0; i < result.elements(); i++) {
      float exact = (float) real(binary.kind(), operand(opCase, 0, i), operand(opCase, 1, i));
      float wanted = exact < binary.clamp().min() ? binary.clamp().min() : Math.min(exact, binary.clamp().max());
      assertThat(bitsWithoutSignOfZero(result.floats()[i])).as("element %d of %s", i, opCase).isEqualTo(bitsWithoutSignOfZero(wanted));
    }
  }

  private static int bitsWithoutSignOfZero(float value) {
    return Float.floatToIntBits(value + 0f);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void tablesAreTheExactResultCorrectlyRounded(OpCase opCase) {
    Tensor result = opCase.evaluate();
    Quant quant = opCase.output().requireQuant();
    int low = opCase.output().dtype() == DType.U8 ? 0 : -128;
    for (int i = 0; i < result.elements(); i++) {
      double exact = function(opCase.op()).applyAsDouble(opCase.inputs().get(0).real(i));
      double integer = Double.isNaN(exact) ? quant.zeroPoint() : exact / quant.scale() + quant.zeroPoint();
      double wanted = Math.min(Math.max(integer, low), low + 255);
      assertThat((double) result.integer(i)).as("element %d of %s", i, opCase).isCloseTo(wanted, within(0.5));
    }
  }

  private static DoubleUnaryOperator function(Op op) {
    if (op instanceof Unary unary) {
      return unary::apply;
    }
    return op instanceof Clip clip ? x -> Math.min(Math.max(x, clip.clamp().min()), clip.clamp().max()) : x -> x;
  }

  private static double real(Binary.Kind kind, double a, double b) {
    return switch (kind) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case POW -> Math.pow(a, b);
      case REMAINDER -> a % b;
      case MOD -> a % b != 0 && a % b < 0 != b < 0 ? a % b + b : a % b;
    };
  }

  /** The element of an operand that numpy's rules pair with element {@code index} of the output. */
  private static double operand(OpCase opCase, int which, int index) {
    Tensor tensor = opCase.inputs().get(which);
    Shape output = opCase.output().shape();
    int[] outputStrides = output.strides();
    int[] strides = tensor.shape().strides();
    int from = 0;
    for (int axis = 0; axis < tensor.shape().rank(); axis++) {
      int outputAxis = axis + output.rank() - tensor.shape().rank();
      int position = index / outputStrides[outputAxis] % output.dim(outputAxis);
      from += tensor.shape().dim(axis) == 1 ? 0 : position * strides[axis];
    }
    return tensor.real(from);
  }

  private static double clamped(double real, Clamp clamp, DType dtype, Quant quant) {
    double integer = Double.isNaN(real) ? quant.zeroPoint() : real / quant.scale() + quant.zeroPoint();
    return Math.min(Math.max(integer, clamp.quantisedMin(dtype, quant)), clamp.quantisedMax(dtype, quant));
  }

  /** Half a unit of the quotient, and the multiplier's error of a result of 2^8 or 2^15 units. */
  private static double quotientSlack(OpCase opCase) {
    boolean wide = opCase.output().dtype() == DType.S16;
    double factor = opCase.inputs().get(0).type().requireQuant().scale()
        / (opCase.inputs().get(1).type().requireQuant().scale() * (double) opCase.output().requireQuant().scale());
    return factor * (wide ? 0x1p-31 : 0x1p-23) + (wide ? 0x1p-6 : 0x1p-13);
  }

  /** Multipliers of a sum are off by half a unit and meet a difference of at most 255; 2^21 units is the least that fits the factors. */
  private static double slack(OpCase opCase) {
    Binary.Kind kind = ((Binary) opCase.op()).kind();
    if (kind == Binary.Kind.MUL || kind.selects()) {
      return kind.selects() ? 0 : PRODUCT_SLACK;
    }
    if (kind == Binary.Kind.DIV) {
      return quotientSlack(opCase);
    }
    double outputScale = opCase.output().requireQuant().scale();
    double largestFactor = opCase.inputs().stream()
        .mapToDouble(input -> input.type().requireQuant().scale() / outputScale)
        .max()
        .orElseThrow();
    return 255 * Math.max(0x1p-18, largestFactor * 0x1p-20);
  }
}
