package org.modelc.kernel;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.modelc.arithmetic.Requantisation;
import org.modelc.c.Estimate;

/**
 * Requantisation of a {@link Product} by one 32-bit multiplication of rounded operands, which is exact unless the fraction of the result is
 * close to the next integer.
 *
 * <p>With {@code a} the shift of accumulators, {@code h = accumulator >> a} and {@code M} the multiplier's upper half, rounded, the exact
 * result before rounding is {@code (h M + e) / 2^k} where {@code k = shift - 16 - a} and {@code e = h d + r (M + d) / 2^a}: {@code d}, from
 * -1/2 to 1/2, is what the multiplier lost, {@code r}, from 0 to 2^a - 1, what the accumulator lost.
 *
 * @param bounds of the absolute value of accumulators, one a channel
 * @param channels one a channel
 * @param accumulatorShift the smallest for which products fit
 */
record SingleProduct(List<Long> bounds, List<Requantisation> channels, int accumulatorShift) {
  /** Results beyond are clamped, however the estimate errs. */
  private static final double LARGEST_RESULT = 384;

  private static final int SMALLEST_FRACTION = 8;
  private static final int LARGEST_FRACTION = 30;
  private static final int ORIGIN = 16;
  private static final int LARGEST_ACCUMULATOR_SHIFT = 16;

  /** The unit of the offset is this part of a result. */
  private static final int UNITS = 1 << SMALLEST_FRACTION;

  /** Whether some shift of the accumulators makes all products fit. */
  static boolean exists(Product product) {
    return shift(product.accumulatorBounds(), product.scaling().channels()).isPresent();
  }

  /** Of a product for which it {@link #exists}. */
  static SingleProduct of(Product product) {
    return of(product.accumulatorBounds(), product.scaling().channels());
  }

  static SingleProduct of(List<Long> bounds, List<Requantisation> channels) {
    return new SingleProduct(bounds, channels, shift(bounds, channels).orElseThrow());
  }

  private static OptionalInt shift(List<Long> bounds, List<Requantisation> channels) {
    return IntStream.rangeClosed(0, LARGEST_ACCUMULATOR_SHIFT).filter(shift -> new SingleProduct(bounds, channels, shift).fits()).findFirst();
  }

  private boolean fits() {
    return IntStream.range(0, channels.size()).allMatch(this::fits);
  }

  private boolean fits(int channel) {
    int fraction = fraction(channel);
    return fraction >= SMALLEST_FRACTION
        && fraction <= LARGEST_FRACTION
        && ((bounds.get(channel) >> accumulatorShift) + 1) * multiplier(channel) + (1L << fraction) <= Integer.MAX_VALUE;
  }

  /** k above. */
  private int fraction(int channel) {
    return channels.get(channel).shift() - ORIGIN - accumulatorShift;
  }

  /** M above, at most 2^15. */
  private long multiplier(int channel) {
    return (channels.get(channel).multiplier() + (1L << ORIGIN - 1)) >> ORIGIN;
  }

  Estimate estimate() {
    double rounding = IntStream.range(0, channels.size()).mapToDouble(this::roundingError).max().orElse(0);
    int offset = UNITS / 2 - (int) Math.ceil(rounding * UNITS);
    double error = IntStream.range(0, channels.size()).mapToDouble(this::truncationError).max().orElse(0);
    double uncertain = 0.5 - (double) offset / UNITS + rounding + error;
    double certain = Math.floor(Math.scalb(1 - uncertain, Integer.SIZE));
    return new Estimate(accumulatorShift, offset, (long) Math.max(0, Math.min(certain, 0xffff_ffffL)));
  }

  /** Bound of the absolute value of h d / 2^k where the result is not beyond the largest. */
  private double roundingError(int channel) {
    Requantisation scaling = channels.get(channel);
    double lost = Math.abs(Math.scalb((double) scaling.multiplier(), -ORIGIN) - multiplier(channel));
    double accumulator = Math.min(bounds.get(channel), LARGEST_RESULT / scaling.real());
    return Math.scalb((Math.scalb(accumulator, -accumulatorShift) + 1) * lost, -fraction(channel));
  }

  /** Bound of r (M + d) / 2^(a + k), which is not negative. */
  private double truncationError(int channel) {
    return Math.scalb((1 - Math.scalb(1.0, -accumulatorShift)) * (multiplier(channel) + 0.5), -fraction(channel));
  }
}
