package org.modelc.quant;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.Value;

/**
 * Lets the channels of an activation fill its range alike, for weights that have a scale for each filter: the first operator's weights take
 * any factors without loss, and so do the second's if it is depthwise. Where its filters read several channels, their weights pay for what
 * the activations gain; of several mixtures (Xiao et al., "SmoothQuant", 2022: range to the power of alpha, weights to that of 1 - alpha)
 * the one with the least expected error counts.
 */
final class EqualActivations implements FactorRule {
  /** A channel may get at most this multiple of what another gets: the widths of channels that seldom wake are not well known. */
  private static final double LARGEST_RATIO = 4;

  private static final double[] ALPHAS = {1, 0.75, 0.5, 0.25};

  /** A step of an activation and of a weight, as a part of the largest magnitude. */
  private static final double ACTIVATION_STEP = 1.0 / 255;
  private static final double WEIGHT_STEP = 1.0 / 127;

  private final Calibration calibration;
  /** Factors chosen so far of what the pairs' first operators give. */
  private final Map<Value, double[]> chosen = new HashMap<>();

  /** @param calibration of the graph before equalisation */
  EqualActivations(Calibration calibration) {
    this.calibration = calibration;
  }

  /** A bound stays: no factor pushes what was seen beyond it. */
  @Override
  public boolean takesBounded() {
    return true;
  }

  @Override
  public double[] factors(EqualisationPair pair, double[] given, double[] taken) {
    Value between = pair.first().output();
    double[] before = chosen.getOrDefault(between, ones(pair.channels()));
    double[] best = best(pair, withoutFactors(pair, taken, before), Channels.of(calibration.statistics(between.name()).orElseThrow(), pair));
    chosen.put(between, best);
    return IntStream.range(0, best.length).mapToDouble(channel -> best[channel] / before[channel]).toArray();
  }

  /** The second operator's weights as they are without the factors of this pair. */
  private static double[] withoutFactors(EqualisationPair pair, double[] taken, double[] factors) {
    int count = taken.length / pair.outputs();
    return IntStream.range(0, taken.length).mapToDouble(i -> taken[i] * factors[pair.channel(i / count, i % count)]).toArray();
  }

  private static double[] best(EqualisationPair pair, double[] taken, Channels channels) {
    double[] largest = FactorRule.largestTaken(pair, taken);
    Stream<double[]> mixtures = pair.isDepthwise()
        ? Stream.of(channels.factors(largest, 1))
        : Arrays.stream(ALPHAS).mapToObj(alpha -> channels.factors(largest, alpha));
    return Stream.concat(Stream.of(ones(pair.channels())), mixtures)
        .min(Comparator.comparingDouble(new ExpectedError(pair, taken, channels)::with)).orElseThrow();
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /**
   * The activations between two operators, by channel.
   *
   * @param widths largest magnitudes where the activation is bounded, so that no factor may push them beyond; elsewhere geometric means of
   *     the largest and the root mean square, as the largest of a few samples alone is a poor measure
   * @param squares mean squares
   * @param isBounded whether no factor may be less than 1, or what is cut off would return
   */
  private record Channels(double[] widths, double[] squares, boolean isBounded) {

    static Channels of(ActivationStatistics statistics, EqualisationPair pair) {
      double[] widths = new double[pair.channels()];
      double[] squares = new double[pair.channels()];
      for (int i = 0; i < widths.length; i++) {
        double largest = statistics.channelMagnitudes().get(i);
        squares[i] = Math.pow(statistics.channelMeans().get(i), 2) + statistics.channelVariances().get(i);
        widths[i] = pair.isBounded() ? largest : Math.sqrt(largest * Math.sqrt(squares[i]));
      }
      return new Channels(widths, squares, pair.isBounded());
    }

    /** Factors that make no channel wider than the widest is now; a channel without activations or weights gets the smallest. */
    double[] factors(double[] weights, double alpha) {
      double[] factors = new double[widths.length];
      Arrays.setAll(factors, i -> Math.pow(weights[i], 1 - alpha) / Math.pow(widths[i], alpha));
      double smallest = IntStream.range(0, factors.length).filter(i -> widths[i] > 0 && weights[i] > 0).mapToDouble(i -> factors[i]).min().orElse(1);
      Arrays.setAll(factors, i -> widths[i] > 0 && weights[i] > 0 ? Math.min(factors[i], LARGEST_RATIO * smallest) : smallest);
      double unit = widest(ones(widths.length)) / widest(factors);
      Arrays.setAll(factors, i -> isBounded ? Math.max(1, unit * factors[i]) : unit * factors[i]);
      return factors;
    }

    /** The width of the widest channel with these factors. */
    double widest(double[] factors) {
      return Math.max(IntStream.range(0, factors.length).mapToDouble(i -> factors[i] * widths[i]).max().orElse(0), Float.MIN_NORMAL);
    }
  }

  /** The expected squared error of the second operator's results, each over its expected square. */
  private record ExpectedError(EqualisationPair pair, double[] taken, Channels channels) {

    double with(double[] factors) {
      int count = taken.length / pair.outputs();
      return IntStream.range(0, pair.outputs()).mapToDouble(output -> ofOutput(output, count, factors, channels.widest(factors) * ACTIVATION_STEP)).sum();
    }

    private double ofOutput(int output, int count, double[] factors, double activationStep) {
      double weightSquares = 0;
      double inputSquares = 0;
      double largestWeight = 0;
      double signal = 0;
      for (int i = 0; i < count; i++) {
        int channel = pair.channel(output, i);
        double original = taken[output * count + i];
        double weight = original / factors[channel];
        weightSquares += weight * weight;
        largestWeight = Math.max(largestWeight, Math.abs(weight));
        inputSquares += channels.squares()[channel] * factors[channel] * factors[channel];
        signal += original * original * channels.squares()[channel];
      }
      double noise = weightSquares * activationStep * activationStep + Math.pow(largestWeight * WEIGHT_STEP, 2) * inputSquares;
      return signal > 0 ? noise / signal : 0;
    }
  }
}
