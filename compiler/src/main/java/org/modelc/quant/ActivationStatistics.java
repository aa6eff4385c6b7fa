package org.modelc.quant;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;

/** What was seen of one F32 value over the samples. Not thread-safe. */
public final class ActivationStatistics {
  private final Histogram histogram = new Histogram();
  private final MovingRange movingRange = new MovingRange();
  /** Sums of the elements and of their squares for each index along the last axis, which holds the channels. */
  private final double[] sums;
  private final double[] squares;
  /** The largest magnitude for each index along the last axis. */
  private final float[] magnitudes;
  private long rows;
  private float min = Float.POSITIVE_INFINITY;
  private float max = Float.NEGATIVE_INFINITY;
  private boolean finite = true;

  ActivationStatistics(Shape shape) {
    sums = new double[shape.rank() == 0 ? 1 : shape.dim(-1)];
    squares = new double[sums.length];
    magnitudes = new float[sums.length];
  }

  /** @param tensor F32, of the shape that was given first */
  void add(Tensor tensor) {
    float[] elements = tensor.floats();
    rangeOf(elements).ifPresent(movingRange::add);
    for (int row = 0; row < elements.length; row += sums.length) {
      for (int channel = 0; channel < sums.length; channel++) {
        add(elements[row + channel], channel);
      }
      rows++;
    }
  }

  private static Optional<Range> rangeOf(float[] elements) {
    float smallest = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    for (float element : elements) {
      if (Float.isFinite(element)) {
        smallest = Math.min(smallest, element);
        largest = Math.max(largest, element);
      }
    }
    return smallest <= largest ? Optional.of(new Range(smallest, largest)) : Optional.empty();
  }

  private void add(float element, int channel) {
    if (!Float.isFinite(element)) {
      finite = false;
      return;
    }
    min = Math.min(min, element);
    max = Math.max(max, element);
    sums[channel] += element;
    squares[channel] += (double) element * element;
    magnitudes[channel] = Math.max(magnitudes[channel], Math.abs(element));
    histogram.add(element);
  }

  /** Appends what was seen by {@code other}. */
  void add(ActivationStatistics other) {
    movingRange.add(other.movingRange);
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    finite &= other.finite;
    rows += other.rows;
    histogram.add(other.histogram);
    for (int channel = 0; channel < sums.length; channel++) {
      sums[channel] += other.sums[channel];
      squares[channel] += other.squares[channel];
      magnitudes[channel] = Math.max(magnitudes[channel], other.magnitudes[channel]);
    }
  }

  /** Whether no element was NaN or infinite. */
  boolean isFinite() {
    return finite;
  }

  /** The mean for each index along the last axis. */
  public List<Double> channelMeans() {
    return Arrays.stream(sums).map(sum -> sum / rows).boxed().toList();
  }

  /** The largest magnitude for each index along the last axis. */
  List<Double> channelMagnitudes() {
    return IntStream.range(0, magnitudes.length).mapToObj(channel -> (double) magnitudes[channel]).toList();
  }

  /** The variance for each index along the last axis. */
  public List<Double> channelVariances() {
    return IntStream.range(0, sums.length)
        .mapToObj(channel -> Math.max(0, squares[channel] / rows - Math.pow(sums[channel] / rows, 2))).toList();
  }

  /** The smallest and largest element; 0 to 0 where nothing was seen. */
  public Range range() {
    return min <= max ? new Range(min, max) : new Range(0, 0);
  }

  /** The range for which the sum of squared errors of 8-bit integers is least. */
  public Range rangeOfLeastError() {
    return LeastError.search(histogram, range());
  }

  /** The range whose 256 integers are distributed most like the elements. */
  public Range rangeOfLeastDivergence() {
    return LeastDivergence.search(histogram, range());
  }

  /** The samples' ranges, averaged. */
  public Range averageRange() {
    return movingRange.average();
  }

  /** The range without {@code fraction} of the elements at either end, to one bin of the histogram. */
  public Range rangeWithout(double fraction) {
    Range all = range();
    double low = Math.min(Math.max(histogram.lowerQuantile(fraction), all.min()), all.max());
    double high = Math.min(Math.max(histogram.upperQuantile(fraction), low), all.max());
    return new Range(low, high);
  }
}
