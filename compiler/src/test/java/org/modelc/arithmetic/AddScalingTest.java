package org.modelc.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.ir.Quant;

class AddScalingTest {

  /** A sum or difference of two random quantisations. */
  record Sum(Quant a, Quant b, int sign, Quant output) {
    static Sum of(long seed) {
      Random random = new Random(seed);
      float scale = (float) Math.pow(2, random.nextInt(20) - 10);
      return new Sum(quant(random, scale), quant(random, scale), random.nextBoolean() ? 1 : -1, quant(random, scale));
    }

    private static Quant quant(Random random, float scale) {
      int[] extremes = {-128, 127, 0, random.nextInt(256) - 128};
      return Quant.perTensor(scale * (float) Math.pow(2, 8 * random.nextDouble() - 4), extremes[random.nextInt(extremes.length)]);
    }

    AddScaling scaling() {
      return AddScaling.of(a, b, sign, output);
    }

    double factorA() {
      return (double) a.scale() / output.scale();
    }

    double factorB() {
      return sign * (double) b.scale() / output.scale();
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noPartialSumLeaves32Bits(int seed) {
    AddScaling scaling = Sum.of(seed).scaling();
    long largest = 128L * Math.abs(scaling.multiplierA()) + 128L * Math.abs(scaling.multiplierB()) + Math.abs((long) scaling.offset());
    assertThat(largest).isLessThan(1L << 31);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void resultIsWithinItsBoundOfTheExactSum(int seed) {
    Sum sum = Sum.of(seed);
    AddScaling scaling = sum.scaling();
    double bound = 0.5 + Math.scalb(255.0, -scaling.shift());
    for (int a = Byte.MIN_VALUE; a <= Byte.MAX_VALUE; a++) {
      for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b += 3) {
        double exact = sum.factorA() * (a - sum.a.zeroPoint()) + sum.factorB() * (b - sum.b.zeroPoint()) + sum.output.zeroPoint();
        assertThat((double) scaling.apply((byte) a, (byte) b)).isCloseTo(exact, within(bound));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void zeroPlusZeroIsZero(int seed) {
    Sum sum = Sum.of(seed);
    assertThat(sum.scaling().apply((byte) sum.a.zeroPoint(), (byte) sum.b.zeroPoint())).isEqualTo(sum.output.zeroPoint());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theShiftIsTheLargestThatFits(int seed) {
    Sum sum = Sum.of(seed);
    int next = sum.scaling().shift() + 1;
    double multiplierA = Math.scalb(sum.factorA(), next);
    double multiplierB = Math.scalb(sum.factorB(), next);
    double offset = Math.scalb(sum.output.zeroPoint() + 0.5, next) - multiplierA * sum.a.zeroPoint() - multiplierB * sum.b.zeroPoint();
    double largest = 128 * Math.abs(multiplierA) + 128 * Math.abs(multiplierB) + Math.abs(offset);
    assertThat(next > 30 || largest > Math.scalb(1, 31) - 1024).isTrue();
  }

  @ParameterizedTest
  @ValueSource(floats = {1e8f, 1e30f})
  void rejectsOperandsThatDwarfTheOutput(float scale) {
    Quant small = Quant.perTensor(1, 0);
    assertThatThrownBy(() -> AddScaling.of(Quant.perTensor(scale, 0), small, 1, small)).isInstanceOf(ArithmeticException.class);
  }
}
