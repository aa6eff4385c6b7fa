package org.modelc.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.kernel.BinaryCases;
import org.modelc.kernel.OpCase;
import org.modelc.kernel.UnaryCases;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
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

  static Stream<OpCase> floatBinaries() {
    return LongStream.range(0, CASES).boxed().flatMap(seed -> BinaryCases.of(seed, false));
  }

  static Stream<OpCase> tables() {
    return LongStream.range(0, CASES).boxed().flatMap(seed -> UnaryCases.of(seed, true));
  }

  @ParameterizedTest
  @MethodSource("integerBinaries")
  void integersAreTheExactResultRounded(OpCase opCase) {
    Binary binary = (Binary) opCase.op();
    Tensor result = opCase.evaluate();
    for (int i = 0; i < result.elements(); i++) {
      double exact = real(binary.kind(), operand(opCase, 0, i), operand(opCase, 1, i));
      double wanted = clamped(exact, binary.clamp(), opCase.output().requireQuant());
      assertThat((double) result.integer(i)).as("element %d of %s", i, opCase).isCloseTo(wanted, within(0.5 + slack(opCase)));
    }
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

  private static double clamped(double real, Clamp clamp, Quant quant) {
    double integer = real / quant.scale() + quant.zeroPoint();
    return Math.min(Math.max(integer, clamp.quantisedMin(DType.S8, quant)), clamp.quantisedMax(DType.S8, quant));
  }

  /** Multipliers of a sum are off by half a unit and meet a difference of at most 255; 2^21 units is the least that fits the factors. */
  private static double slack(OpCase opCase) {
    if (((Binary) opCase.op()).kind() == Binary.Kind.MUL) {
      return PRODUCT_SLACK;
    }
    double outputScale = opCase.output().requireQuant().scale();
    double largestFactor = opCase.inputs().stream()
        .mapToDouble(input -> input.type().requireQuant().scale() / outputScale)
        .max()
        .orElseThrow();
    return 255 * Math.max(0x1p-18, largestFactor * 0x1p-20);
  }
}
