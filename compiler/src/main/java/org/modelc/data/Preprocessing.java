package org.modelc.data;

import java.util.List;
import java.util.Optional;

/**
 * What is done to the numbers of a sample file before a model sees them: {@code (x * scale - mean) / standardDeviation}.
 *
 * @param layout the samples' layout; samples are transposed where the model has the other one. Empty: as the model's
 * @param scale finite, not 0
 * @param mean one for all channels or one for each; empty for 0
 * @param standardDeviation one for all channels or one for each, not 0; empty for 1
 */
public record Preprocessing(Optional<Layout> layout, float scale, List<Float> mean, List<Float> standardDeviation) {
  public static final Preprocessing NONE = new Preprocessing(Optional.empty(), 1, List.of(), List.of());

  /**
   * @throws IllegalArgumentException if a number is not finite, a divisor is 0, or mean and deviation are for different numbers of channels;
   *     its message is fit for users
   */
  public Preprocessing {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    if (!Float.isFinite(scale) || scale == 0) {
      throw new IllegalArgumentException("the scale must be a number other than 0, not " + scale);
    }
    if (!mean.stream().allMatch(Float::isFinite)) {
      throw new IllegalArgumentException("the mean must be finite, not " + mean);
    }
    if (!standardDeviation.stream().allMatch(deviation -> Float.isFinite(deviation) && deviation != 0)) {
      throw new IllegalArgumentException("the standard deviation must be finite and not 0, not " + standardDeviation);
    }
    if (mean.size() > 1 && standardDeviation.size() > 1 && mean.size() != standardDeviation.size()) {
      throw new IllegalArgumentException(
          "mean has " + mean.size() + " channels, standard deviation " + standardDeviation.size() + "; they must be equally many");
    }
  }

  /** Scaling to apply to all channels alike, samples in the model's layout. */
  public static Preprocessing scaledBy(float scale) {
    return new Preprocessing(Optional.empty(), scale, List.of(), List.of());
  }

  /** With one mean and standard deviation for all channels, or one for each. */
  public Preprocessing normalisedBy(List<Float> newMean, List<Float> newDeviation) {
    return new Preprocessing(layout, scale, newMean, newDeviation);
  }

  public Preprocessing withLayout(Layout newLayout) {
    return new Preprocessing(Optional.of(newLayout), scale, mean, standardDeviation);
  }

  /** Whether the numbers stay as they are. */
  boolean keepsNumbers() {
    return scale == 1 && mean.stream().allMatch(m -> m == 0) && standardDeviation.stream().allMatch(d -> d == 1);
  }

  /** Number of channels that mean and deviation are given for; 1 where all channels are treated alike. */
  public int channels() {
    return Math.max(1, Math.max(mean.size(), standardDeviation.size()));
  }

  /** What a number of a channel becomes. */
  public double apply(double number, int channel) {
    return (number * scale - element(mean, channel, 0)) / element(standardDeviation, channel, 1);
  }

  private static double element(List<Float> list, int channel, float absent) {
    return list.isEmpty() ? absent : list.get(list.size() == 1 ? 0 : channel);
  }
}
