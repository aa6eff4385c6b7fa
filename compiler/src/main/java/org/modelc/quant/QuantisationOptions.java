package org.modelc.quant;

/**
 * Choices in post-training quantisation.
 *
 * @param method how the range of an activation is chosen
 * @param perChannel whether weights have a scale for each output channel, not one in all
 * @param floatIo whether inputs and outputs stay F32 with conversions behind and before them
 */
public record QuantisationOptions(RangeMethod method, boolean perChannel, boolean floatIo) {
  public static final QuantisationOptions DEFAULT = new QuantisationOptions(RangeMethod.LEAST_ERROR, true, false);

  public QuantisationOptions withMethod(RangeMethod newMethod) {
    return new QuantisationOptions(newMethod, perChannel, floatIo);
  }

  public QuantisationOptions withPerChannel(boolean newPerChannel) {
    return new QuantisationOptions(method, newPerChannel, floatIo);
  }

  public QuantisationOptions withFloatIo(boolean newFloatIo) {
    return new QuantisationOptions(method, perChannel, newFloatIo);
  }
}
