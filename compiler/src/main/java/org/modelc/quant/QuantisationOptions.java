package org.modelc.quant;

import java.util.Map;
import org.modelc.state.States;

/**
 * Choices in post-training quantisation.
 *
 * @param method how the range of an activation is chosen
 * @param perChannel whether weights have a scale for each output channel, not one in all
 * @param equalisation whether channels are made alike first
 * @param rounding how weights become integers
 * @param format of all layers but those of {@code exceptions}
 * @param exceptions formats of single layers by the names of their nodes
 * @param floatIo whether inputs and outputs stay F32 with conversions behind and before them
 * @param states inputs and outputs that share a quantisation, and are integers even with {@code floatIo}
 */
public record QuantisationOptions(
    RangeMethod method, boolean perChannel, Equalisation equalisation, Rounding rounding, LayerFormat format,
    Map<String, LayerFormat> exceptions, boolean floatIo, States states) {
  public static final QuantisationOptions DEFAULT =
      new QuantisationOptions(RangeMethod.AUTOMATIC, true, Equalisation.AUTO, Rounding.ADAPTIVE, LayerFormat.INT8, Map.of(), false, States.NONE);

  public QuantisationOptions {
    exceptions = Map.copyOf(exceptions);
  }

  public QuantisationOptions withMethod(RangeMethod newMethod) {
    return new QuantisationOptions(newMethod, perChannel, equalisation, rounding, format, exceptions, floatIo, states);
  }

  public QuantisationOptions withPerChannel(boolean newPerChannel) {
    return new QuantisationOptions(method, newPerChannel, equalisation, rounding, format, exceptions, floatIo, states);
  }

  public QuantisationOptions withEqualisation(Equalisation newEqualisation) {
    return new QuantisationOptions(method, perChannel, newEqualisation, rounding, format, exceptions, floatIo, states);
  }

  public QuantisationOptions withRounding(Rounding newRounding) {
    return new QuantisationOptions(method, perChannel, equalisation, newRounding, format, exceptions, floatIo, states);
  }

  public QuantisationOptions withFormat(LayerFormat newFormat) {
    return new QuantisationOptions(method, perChannel, equalisation, rounding, newFormat, exceptions, floatIo, states);
  }

  public QuantisationOptions withExceptions(Map<String, LayerFormat> newExceptions) {
    return new QuantisationOptions(method, perChannel, equalisation, rounding, format, newExceptions, floatIo, states);
  }

  /** The format of the layer whose node has this name. */
  public LayerFormat formatOf(String node) {
    return exceptions.getOrDefault(node, format);
  }

  public QuantisationOptions withFloatIo(boolean newFloatIo) {
    return new QuantisationOptions(method, perChannel, equalisation, rounding, format, exceptions, newFloatIo, states);
  }

  public QuantisationOptions withStates(States newStates) {
    return new QuantisationOptions(method, perChannel, equalisation, rounding, format, exceptions, floatIo, newStates);
  }
}
