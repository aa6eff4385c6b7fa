package org.modelc.arithmetic;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Quant;

/** Requantisation of the accumulators of a convolution or matrix product, one for each output channel. */
public record AccumulatorScaling(List<Requantisation> channels) {
  public AccumulatorScaling {
    channels = List.copyOf(channels);
  }

  /**
   * Real multiplier of channel c: {@code input scale * weight scale c / output scale}, computed in double.
   *
   * @throws ArithmeticException if a multiplier is out of range
   */
  public static AccumulatorScaling of(Quant input, Quant weights, Quant output, int channels) {
    return new AccumulatorScaling(
        IntStream.range(0, channels)
            .mapToObj(c -> Requantisation.of((double) input.scale() * weights.scale(c) / output.scale()))
            .toList());
  }

  /** One scaling for all accumulators. */
  public static AccumulatorScaling of(Requantisation scaling) {
    return new AccumulatorScaling(List.of(scaling));
  }

  /** The multiplier words, see {@link Requantisation}. */
  public int[] multipliers() {
    return channels.stream().mapToInt(Requantisation::multiplier).toArray();
  }
}
