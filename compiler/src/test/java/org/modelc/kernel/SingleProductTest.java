package org.modelc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.modelc.arithmetic.Requantisation;
import org.modelc.c.Estimate;

/** Requantisation by one 32-bit product, as {@code modelc_estimate} states it, against the exact one. */
class SingleProductTest {
  private static final int LAYERS = 400;
  private static final int ACCUMULATORS = 2000;

  private final Random random = new Random(71);
  private long certain;

  @Test
  void certainEstimatesAreExact() {
    for (int layer = 0; layer < LAYERS; layer++) {
      checkLayer(channels(1 + random.nextInt(6)));
    }
    assertThat((double) certain / (LAYERS * ACCUMULATORS)).as("certain estimates of random accumulators").isGreaterThan(0.9);
  }

  @Test
  void smallAccumulatorsNeedNoShift() {
    assertThat(SingleProduct.of(List.of(60_000L), List.of(Requantisation.of(1.0 / 400))).accumulatorShift()).isZero();
  }

  /** A real number by which each channel's accumulators scale; their bounds make results of 100 to 3,000. */
  private List<Requantisation> channels(int count) {
    double scale = Math.pow(2, -4 - random.nextInt(9));
    return random.doubles(count, 0.2, 1).mapToObj(factor -> Requantisation.of(scale * factor)).toList();
  }

  private void checkLayer(List<Requantisation> channels) {
    List<Long> bounds = channels.stream().map(channel -> (long) ((100 + random.nextInt(2900)) / channel.real())).toList();
    Estimate estimate = SingleProduct.of(bounds, channels).estimate();
    for (int i = 0; i < ACCUMULATORS; i++) {
      int channel = random.nextInt(channels.size());
      long bound = bounds.get(channel);
      long any = random.nextLong(2 * bound + 1) - bound;
      certain += check((int) any, channels.get(channel), estimate) ? 1 : 0;
      check(closeToTie(any, bound, channels.get(channel)), channels.get(channel), estimate);
    }
  }

  private int closeToTie(long accumulator, long bound, Requantisation scaling) {
    double tie = Math.floor(accumulator * scaling.real()) + 0.5;
    long close = Math.round(tie / scaling.real()) + random.nextInt(9) - 4;
    return (int) Math.max(-bound, Math.min(bound, close));
  }

  /** Whether the estimate is certain. */
  private static boolean check(int accumulator, Requantisation scaling, Estimate estimate) {
    int fraction = scaling.shift() - 16 - estimate.accumulatorShift();
    long product = (accumulator >> estimate.accumulatorShift()) * ((scaling.multiplier() + (1L << 15)) >> 16)
        + ((long) estimate.offset() << fraction - 8);
    assertThat(product).isBetween((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE);
    boolean certain = Integer.toUnsignedLong((int) product << 32 - fraction) < estimate.certain();
    if (certain) {
      assertThat(clamped(product >> fraction)).as("%s of %s", accumulator, scaling).isEqualTo(clamped(scaling.apply(accumulator)));
    }
    return certain;
  }

  /** Zero points shift the bounds of results to at most 255 on either side. */
  private static long clamped(long result) {
    return Math.max(-255, Math.min(255, result));
  }
}
