package org.modelc.kpu;

import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.op.KpuConv;

/**
 * The numbers by which the KPU makes bytes of a layer's accumulators: normalisation words and an activation table that clamps.
 *
 * <p>A normalised number is the result times {@code 2^fraction * 16384 / 16385}. The table multiplies it by 16385 and shifts: since that is odd, no result
 * lies halfway between two integers, so that it does not matter how the chip rounds halves; and where two segments meet both give the
 * same, so that it does not matter which one holds there. See {@code docs/k210.md}.
 *
 * @param normalisation a word for each output channel: {23:0 multiplier (s24), 55:24 addition (s32), 59:56 shift}
 * @param table 16 words of segments, 2 words of bytes to add
 * @param error bound of the difference from the exact result before it is rounded
 */
public record KpuScaling(long[] normalisation, long[] table, double error) {
  /** A layer whose error could be larger does not go to the KPU. */
  public static final double LARGEST_ERROR = 0.25;

  private static final int MOST_FRACTION = 12;
  private static final int MOST_SHIFT = 15;

  /** Multipliers have up to 21 bits, which leaves room in the 36 bits of normalised numbers. */
  private static final long MULTIPLIER_LIMIT = 1L << 21;

  private static final int SLOPE = 16385;
  private static final int SLOPE_SHIFT = 14;
  private static final double SLOPE_INVERSE = (double) (1 << SLOPE_SHIFT) / SLOPE;
  private static final double NUMBER_LIMIT = 0x1p35;
  private static final int SEGMENTS = 16;

  /**
   * What is to come out: {@code clamp(round(accumulator * multiplier + offset))} for each output channel.
   *
   * @param bounds of the accumulators' magnitudes
   * @param min 0 to 255, smaller than {@code max}
   */
  public record Wanted(double[] multipliers, double[] offsets, double[] bounds, int min, int max) {}

  /** The scaling with as many fraction bits as fit; empty if the KPU has none whose error is at most {@link #LARGEST_ERROR}. */
  public static Optional<KpuScaling> of(Wanted wanted) {
    if (wanted.min >= wanted.max) {
      return Optional.empty();
    }
    return IntStream.iterate(MOST_FRACTION, fraction -> fraction >= 0, fraction -> fraction - 1)
        .mapToObj(fraction -> of(wanted, fraction))
        .flatMap(Optional::stream)
        .findFirst()
        .filter(scaling -> scaling.error <= LARGEST_ERROR);
  }

  private static Optional<KpuScaling> of(Wanted wanted, int fraction) {
    double unit = Math.scalb(SLOPE_INVERSE, fraction);
    long[] words = new long[wanted.multipliers.length];
    double error = 0;
    for (int channel = 0; channel < words.length; channel++) {
      double multiplier = wanted.multipliers[channel] * unit;
      double addition = Math.rint(wanted.offsets[channel] * unit);
      int shift = shift(multiplier);
      long integer = (long) Math.rint(Math.scalb(multiplier, shift));
      double largest = Math.scalb(wanted.bounds[channel] * integer, -shift) + Math.abs(addition);
      if (integer >= MULTIPLIER_LIMIT || Math.abs(addition) > Integer.MAX_VALUE || largest >= NUMBER_LIMIT / 2) {
        return Optional.empty();
      }
      words[channel] = integer | ((long) addition & 0xffffffffL) << 24 | (long) shift << 56;
      double rounding = 1.5 / unit;
      error = Math.max(error, rounding + wanted.bounds[channel] * Math.abs(Math.scalb(integer, -shift) / unit - wanted.multipliers[channel]));
    }
    return Optional.of(new KpuScaling(words, table(wanted, unit, fraction), error));
  }

  /** The largest shift for which the multiplier keeps within its bits. */
  private static int shift(double multiplier) {
    int shift = MOST_SHIFT;
    while (shift > 0 && Math.rint(Math.scalb(multiplier, shift)) >= MULTIPLIER_LIMIT) {
      shift--;
    }
    return shift;
  }

  /** Below the lower bound a constant, then the slope, from the upper bound on a constant; the other segments are out of reach. */
  private static long[] table(Wanted wanted, double unit, int fraction) {
    long[] table = new long[KpuConv.TABLE_WORDS];
    set(table, 0, -(1L << 35), 0, 0, wanted.min);
    set(table, 1, (long) Math.rint(wanted.min * unit), SLOPE, SLOPE_SHIFT + fraction, wanted.min);
    set(table, 2, (long) Math.rint(wanted.max * unit), 0, 0, wanted.max);
    for (int segment = 3; segment < SEGMENTS; segment++) {
      set(table, segment, (1L << 35) - SEGMENTS + segment, 0, 0, wanted.max);
    }
    return table;
  }

  private static void set(long[] table, int segment, long start, int multiplier, int shift, int addition) {
    table[segment] = shift | (long) multiplier << 8 | (start & (1L << 36) - 1) << 24;
    table[SEGMENTS + segment / 8] |= (long) addition << segment % 8 * 8;
  }
}
