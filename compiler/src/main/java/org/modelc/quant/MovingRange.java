package org.modelc.quant;

/**
 * Smallest and largest element of each sample, averaged so that later samples count more: after each sample the average moves {@link #RATE}
 * of the way to it. One sample that is far out moves the range little.
 */
final class MovingRange {
  /** As PyTorch's and ONNX Runtime's moving averages have it. */
  private static final double RATE = 0.01;

  private int samples;
  private Range first;

  /** What the samples add to an average that has been 0 before them. */
  private double min;
  private double max;

  /** @param sample smallest and largest element of the next sample */
  void add(Range sample) {
    first = samples == 0 ? sample : first;
    min += RATE * (sample.min() - min);
    max += RATE * (sample.max() - max);
    samples++;
  }

  /** Appends the samples of {@code later}. */
  void add(MovingRange later) {
    if (later.samples > 0) {
      first = samples == 0 ? later.first : first;
      min = later.min + min * kept(later.samples);
      max = later.max + max * kept(later.samples);
      samples += later.samples;
    }
  }

  /** The average, begun with the first sample; 0 to 0 where nothing was seen. */
  Range average() {
    double kept = kept(samples);
    return samples == 0 ? new Range(0, 0) : new Range(min + kept * first.min(), max + kept * first.max());
  }

  /** The share that is left of an average after so many more samples. */
  private static double kept(int samples) {
    return Math.pow(1 - RATE, samples);
  }
}
