package org.modelc.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfFloatTest {
  /** The number that the bits stand for, from the definition. */
  private static double defined(int bits) {
    int exponent = bits >> 10 & 31;
    int mantissa = bits & 1023;
    double magnitude = exponent == 0 ? Math.scalb((double) mantissa, -24) : Math.scalb(1024.0 + mantissa, exponent - 25);
    return (bits & 0x8000) != 0 ? -magnitude : magnitude;
  }

  @Test
  void everyFiniteNumberHasItsBits() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      if ((bits >> 10 & 31) < 31) {
        float value = (float) defined(bits);
        assertThat(HalfFloat.holds(value)).isTrue();
        assertThat(HalfFloat.bits(value)).as("%x", bits).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void roundsToTheNearestAndTiesToEven() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      float value = (random.nextFloat() * 2 - 1) * (float) Math.scalb(1.0, random.nextInt(46) - 30);
      float nearest = HalfFloat.nearest(value);
      int bits = HalfFloat.bits(nearest) & 0x7fff;
      double error = Math.abs((double) nearest - value);
      for (int neighbour : new int[] {bits - 1, bits + 1}) {
        if (neighbour >= 0 && neighbour < 31 << 10) {
          double other = Math.abs(defined(neighbour) - Math.abs(value));
          assertThat(error < other || error == other && (bits & 1) == 0).as("%s", value).isTrue();
        }
      }
    }
  }

  @Test
  void tellsRoundedFloatsFromIntegerWeights() {
    assertThat(HalfFloat.areMeant(new float[] {0.25f, HalfFloat.nearest(0.1f)})).isTrue();
    assertThat(HalfFloat.areMeant(new float[] {0.25f, 0.1f, HalfFloat.nearest(0.1f)})).isFalse();
    float[] integers = new float[511];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (i - 255) * 0x1p-9f;
    }
    assertThat(HalfFloat.areMeant(integers)).isFalse();
  }

  @Test
  void knowsWhatItCannotHold() {
    assertThat(HalfFloat.holds(0.1f)).isFalse();
    assertThat(HalfFloat.holds(65536)).isFalse();
    assertThat(HalfFloat.holds(Float.NaN)).isFalse();
    assertThat(HalfFloat.holds(Float.POSITIVE_INFINITY)).isFalse();
    assertThat(HalfFloat.holds(0x1p-25f)).isFalse();
    assertThat(HalfFloat.holds(-0x1p-24f)).isTrue();
  }
}
