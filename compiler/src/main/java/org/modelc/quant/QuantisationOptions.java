package org.modelc.quant;

/**
 * Choices in post-training quantisation.
 *
 * @param method how the range of an activation is chosen
 * @param perChannel whether weights have a scale for each output channel, not one in all
 * @param equalisation whether channels are made alike first
 * @param rounding how weights become integers
 * @param largestWeight the largest magnitude of these, 127 for 8 bits, 7 for 4
 * @param floatIo whether inputs and outputs stay F32 with conversions behind and before them
 */
public record QuantisationOptions(
    RangeMethod method, boolean perChannel, Equalisation equalisation, Rounding rounding, int largestWeight, boolean floatIo) {
  public static final QuantisationOptions DEFAULT =
      new QuantisationOptions(RangeMethod.AUTOMATIC, true, Equalisation.AUTO, Rounding.AUTO, WeightScaleSearch.MAX_WEIGHT, false);

  public QuantisationOptions withMethod(RangeMethod newMethod) {
    return new QuantisationOptions(newMethod, perChannel, equalisation, rounding, largestWeight, floatIo);
  }

  public QuantisationOptions withPerChannel(boolean newPerChannel) {
    return new QuantisationOptions(method, newPerChannel, equalisation, rounding, largestWeight, floatIo);
  }

  public QuantisationOptions withEqualisation(Equalisation newEqualisation) {
    return new QuantisationOptions(method, perChannel, newEqualisation, rounding, largestWeight, floatIo);
  }

  public QuantisationOptions withRounding(Rounding newRounding) {
    return new QuantisationOptions(method, perChannel, equalisation, newRounding, largestWeight, floatIo);
  }

  public QuantisationOptions withLargestWeight(int newLargestWeight) {
    return new QuantisationOptions(method, perChannel, equalisation, rounding, newLargestWeight, floatIo);
  }

  public QuantisationOptions withFloatIo(boolean newFloatIo) {
    return new QuantisationOptions(method, perChannel, equalisation, rounding, largestWeight, newFloatIo);
  }
}
