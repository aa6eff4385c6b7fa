package org.modelc.cli;

import java.util.List;
import java.util.Optional;
import org.modelc.data.Layout;
import org.modelc.data.Preprocessing;
import picocli.CommandLine.Option;

/** What is done to the numbers of sample files: options of all commands that read samples. */
final class SampleOptions {
  @Option(
      names = "--layout", paramLabel = "LAYOUT",
      description = "Layout of the samples, nchw or nhwc, where it is not the model's.")
  private Optional<Layout> layout = Optional.empty();

  @Option(
      names = "--input-scale", paramLabel = "S", defaultValue = "1",
      description = "Samples are used as (x * S - mean) / std. Default: ${DEFAULT-VALUE}.")
  private float scale;

  @Option(names = "--input-mean", paramLabel = "M", split = ",", description = "One number, or one for each channel: 0.485,0.456,0.406.")
  private List<Float> mean = List.of();

  @Option(names = "--input-std", paramLabel = "D", split = ",", description = "One number, or one for each channel.")
  private List<Float> deviation = List.of();

  /** @throws IllegalArgumentException if a value is out of range */
  Preprocessing preprocessing() {
    return new Preprocessing(layout, scale, mean, deviation);
  }
}
