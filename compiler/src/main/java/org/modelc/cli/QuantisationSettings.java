package org.modelc.cli;

import java.util.Locale;
import java.util.Map;
import org.modelc.quant.Equalisation;
import org.modelc.quant.LayerFormat;
import org.modelc.quant.QuantisationOptions;
import org.modelc.quant.RangeMethod;
import org.modelc.quant.Rounding;
import org.modelc.state.States;
import picocli.CommandLine.Option;

/** How a float model becomes integers: options of all commands that quantise. */
final class QuantisationSettings {
  private static final double DEFAULT_PERCENTILE = 99.99;

  @Option(
      names = "--calibration-method", paramLabel = "METHOD", defaultValue = "auto",
      description = "How the range of an activation is chosen: minmax takes all that was seen, moving-average the mean range of a sample, "
          + "percentile cuts off the ends, entropy keeps the distribution, mse minimises the squared error; auto tries them on the network, "
          + "activation by activation. Default: ${DEFAULT-VALUE}.")
  private Method method;

  @Option(
      names = "--percentile", paramLabel = "P", defaultValue = "" + DEFAULT_PERCENTILE,
      description = "Share of the elements within the range, in per cent, for --calibration-method percentile. Default: ${DEFAULT-VALUE}.")
  private double percentile;

  @Option(
      names = "--weights", paramLabel = "SCALES", defaultValue = "per-channel",
      description = "Scales of a layer's weights: per-channel, or per-tensor, which some accelerators need. Default: ${DEFAULT-VALUE}.")
  private Scales weights;

  @Option(
      names = "--weight-bits", paramLabel = "BITS", defaultValue = "8",
      description = "8, or 4: coarser weights, rounded adaptively, which may be stored two a byte. `modelc finetune --qat int4` "
          + "keeps more of the accuracy. Default: ${DEFAULT-VALUE}.")
  private int weightBits;

  @Option(
      names = "--activation-bits", paramLabel = "BITS", defaultValue = "8",
      description = "8, or 16: finer activations where 8 bits lose too much, for twice the RAM; weights keep 8 bits, and operators that work by table "
          + "(Sigmoid, Softmax) 8-bit operands. Default: ${DEFAULT-VALUE}.")
  private int activationBits;

  @Option(
      names = "--equalise", paramLabel = "WHEN", defaultValue = "auto",
      description = "Make the channels between two layers alike before quantisation: on, off, or auto, by trial. "
          + "Default: ${DEFAULT-VALUE}.")
  private Equalisation equalisation;

  @Option(
      names = "--rounding", paramLabel = "HOW", defaultValue = "adaptive",
      description = "How weights are rounded: adaptive, so that errors cancel, or nearest. Default: ${DEFAULT-VALUE}.")
  private Rounding rounding;

  enum Method {
    AUTO, MINMAX, MOVING_AVERAGE, PERCENTILE, ENTROPY, MSE;

    @Override
    public String toString() {
      return optionName(this);
    }
  }

  enum Scales {
    PER_CHANNEL, PER_TENSOR;

    @Override
    public String toString() {
      return optionName(this);
    }
  }

  private static String optionName(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** @throws IllegalArgumentException if a value is out of range */
  QuantisationOptions options() {
    return new QuantisationOptions(rangeMethod(), weights == Scales.PER_CHANNEL, equalisation, rounding, format(), Map.of(), false, States.NONE);
  }

  private LayerFormat format() {
    if (weightBits != 4 && weightBits != 8) {
      throw new IllegalArgumentException("--weight-bits must be 4 or 8, not " + weightBits);
    }
    if (activationBits != 8 && activationBits != 16) {
      throw new IllegalArgumentException("--activation-bits must be 8 or 16, not " + activationBits);
    }
    if (weightBits == 4 && activationBits == 16) {
      throw new IllegalArgumentException("--activation-bits 16 needs --weight-bits 8");
    }
    return activationBits == 16 ? LayerFormat.INT8_INT16 : weightBits == 4 ? LayerFormat.INT4 : LayerFormat.INT8;
  }

  private RangeMethod rangeMethod() {
    return switch (method) {
      case AUTO -> RangeMethod.AUTOMATIC;
      case MINMAX -> RangeMethod.MIN_MAX;
      case MOVING_AVERAGE -> RangeMethod.MOVING_AVERAGE;
      case PERCENTILE -> RangeMethod.percentile(percentile);
      case ENTROPY -> RangeMethod.ENTROPY;
      case MSE -> RangeMethod.LEAST_ERROR;
    };
  }
}
