package org.modelc.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.kernel.RandomTensors;
import org.modelc.op.Fourier;

/** Fourier transforms of every small length against sums by definition in doubles. */
class FourierExactnessTest {
  /** Of the sum of all magnitudes; half a unit of the last place is 6e-8. */
  private static final double RELATIVE_ERROR = 5e-7;

  static IntStream lengths() {
    return IntStream.concat(IntStream.rangeClosed(1, 40), IntStream.of(49, 64, 75, 97, 120, 128));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void equalsTheDefinition(int length) {
    RandomTensors random = new RandomTensors(length);
    for (int size : new int[] {length, length + 3, Math.max(1, length - 2)}) {
      for (int parts = 1; parts <= 2; parts++) {
        check(new Fourier(length, false, false), random.f32(Shape.of(1, size, parts)));
        check(new Fourier(length, true, false), random.f32(Shape.of(1, size, parts)));
        check(new Fourier(length, false, true), random.f32(Shape.of(1, size, parts)));
        check(new Fourier(length, true, true), random.f32(Shape.of(1, size, parts)));
      }
    }
  }

  private static void check(Fourier fourier, Tensor input) {
    TensorType type = fourier.infer(List.of(input.type())).get(0);
    Tensor result = fourier.evaluate(List.of(input), List.of(type)).get(0);
    int parts = type.shape().dim(2);
    double bound = 1e-6 + RELATIVE_ERROR * 2 * fourier.length() * fourier.scale();
    for (int i = 0; i < type.shape().dim(1); i++) {
      double[] exact = exact(fourier, input, i);
      for (int part = 0; part < parts; part++) {
        assertThat((double) result.floats()[i * parts + part]).as("%s of %s, result %d", fourier, input, i).isCloseTo(exact[part], within(bound));
      }
    }
  }

  private static double[] exact(Fourier fourier, Tensor input, int result) {
    double[] sum = new double[2];
    int length = fourier.length();
    for (int k = 0; k < length; k++) {
      boolean mirrored = fourier.isMirrored() && k > length / 2;
      double re = element(input, mirrored ? length - k : k, 0);
      double im = element(input, mirrored ? length - k : k, 1) * (mirrored ? -1 : 1);
      double angle = (fourier.inverse() ? 2 : -2) * Math.PI * ((long) k * result % length) / length;
      sum[0] += re * Math.cos(angle) - im * Math.sin(angle);
      sum[1] += re * Math.sin(angle) + im * Math.cos(angle);
    }
    return new double[] {sum[0] * fourier.scale(), sum[1] * fourier.scale()};
  }

  private static double element(Tensor input, int index, int part) {
    int parts = input.shape().dim(2);
    return index < input.shape().dim(1) && part < parts ? input.floats()[index * parts + part] : 0;
  }

  @Test
  void radices() {
    assertThat(new Fourier(1, false, false).radices()).isEmpty();
    assertThat(new Fourier(512, false, false).radices()).containsExactly(2, 4, 4, 4, 4);
    assertThat(new Fourier(360, false, false).radices()).containsExactly(2, 4, 3, 3, 5);
    assertThat(new Fourier(2 * 7919, false, false).radices()).containsExactly(2, 7919);
  }
}
