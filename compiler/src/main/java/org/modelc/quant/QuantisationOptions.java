package org.modelc.quant;

/**
 * Choices in post-training quantisation.
 *
 * @param method how the range of an activation is chosen
 * @param perChannel whether weights have a scale for each output channel, not one in all
 * @param equalisation whether channels are made alike first
 * @param rounding how weights become integers
 * @param floatIo whether inputs and outputs stay F32 with conversions behind and before them
 */
public record QuantisationOptions(
    RangeMethod method, boolean perChannel, Equalisation equalisation, Rounding rounding, boolean floatIo) {
  public static final QuantisationOptions DEFAULT =
      new QuantisationOptions(RangeMethod.AUTOMATIC, true, Equalisation.AUTO, Rounding.AUTO, false);

  public QuantisationOptions withMethod(RangeMethod newMethod) {
    return new QuantisationOptions(newMethod, perChannel, equalisation, rounding, floatIo);
  }

  public QuantisationOptions withPerChannel(boolean newPerChannel) {
    return new QuantisationOptions(method, newPerChannel, equalisation, rounding, floatIo);
  }

  public QuantisationOptions withEqualisation(Equalisation newEqualisation) {
    return new QuantisationOptions(method, perChannel, newEqualisation, rounding, floatIo);
  }

  public QuantisationOptions withRounding(Rounding newRounding) {
    return new QuantisationOptions(method, perChannel, equalisation, newRounding, floatIo);
  }

  public QuantisationOptions withFloatIo(boolean newFloatIo) {
    return new QuantisationOptions(method, perChannel, equalisation, rounding, newFloatIo);
  }
}
