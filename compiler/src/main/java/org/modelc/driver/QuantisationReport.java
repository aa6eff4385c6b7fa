package org.modelc.driver;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.modelc.quant.LayerChoice;
import org.modelc.quant.Score;

/**
 * What a quantised network is worth.
 *
 * @param out the file that was written
 * @param format of the layers: int8, int4, w8a16 or mixed
 * @param calibrationSamples how many samples chose ranges
 * @param equalised whether channels were made alike
 * @param samples how many samples everything was measured on
 * @param samplesFrom where they come from, for people
 * @param trialSamples how many of them each layer alone was measured on
 * @param floatAccuracy top-1 accuracy of the float network; empty without labels or classes, as is {@code accuracy}
 * @param accuracy top-1 accuracy of the quantised network
 * @param agreement for how many samples both name the same class; empty without classes
 * @param layers in order of execution
 * @param formats that were chosen for layers; empty unless mixed
 */
public record QuantisationReport(
    String out,
    String format,
    int calibrationSamples,
    boolean equalised,
    int samples,
    String samplesFrom,
    int trialSamples,
    Optional<Score> floatAccuracy,
    Optional<Score> accuracy,
    Optional<Score> agreement,
    List<QuantisedLayer> layers,
    List<LayerChoice> formats) {

  /** The layer that costs most: alone it disturbs the network's results most. */
  public Optional<QuantisedLayer> worst() {
    return layers.stream().min(Comparator.comparingDouble(QuantisedLayer::aloneSignalToNoise));
  }
}
