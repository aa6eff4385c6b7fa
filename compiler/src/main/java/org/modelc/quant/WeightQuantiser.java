package org.modelc.quant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.arithmetic.IntegerRange;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.WeightedOp;

/**
 * Quantises the constants of one {@link WeightedOp}: weights to symmetric S8, the bias to S32 in units of input scale * weight scale.
 *
 * <p>The bias makes up for what rounding the weights adds to the mean result (bias correction, as by Nagel et al., "Data-Free Quantization
 * Through Weight Equalization and Bias Correction", 2019, but with observed means).
 */
public final class WeightQuantiser {
  /** Bound of a bias in integers: it leaves the sum of products as much room again. */
  private static final double MAX_BIAS = 0x1p30;

  /**
   * The finest accumulator unit, as a part of an output step. Finer ones would gain nothing and need multipliers near 0; a channel without
   * weights gets a unit that its bias can be told in.
   */
  private static final double FINEST_UNIT = 0x1p-20;

  /** Twice the relative error of a product of two scales that is rounded to float. */
  private static final double SCALE_ROUNDING = 0x1p-23;

  private final Tensor weights;
  private final Tensor bias;
  private final FilterInputs inputs;
  private final Optional<PatchStatistics> patches;
  private final double inputScale;
  private final double outputScale;

  /**
   * @param weights floats, or quantised integers of any kind, output channels first
   * @param bias floats or quantised integers
   * @param input the activations' quantisation, per tensor
   * @param output the result's quantisation, per tensor
   */
  public WeightQuantiser(Tensor weights, Tensor bias, Quant input, Quant output) {
    this(weights, bias, FilterInputs.UNKNOWN, Optional.empty(), input, output);
  }

  /** @param patches what the filters are multiplied with, where weights are to be rounded adaptively */
  WeightQuantiser(Tensor weights, Tensor bias, FilterInputs inputs, Optional<PatchStatistics> patches, Quant input, Quant output) {
    this.weights = weights;
    this.bias = bias;
    this.inputs = inputs;
    this.patches = patches;
    this.inputScale = input.scale();
    this.outputScale = output.scale();
  }

  /** Symmetric S8 weights and S32 bias. */
  public record Quantised(Tensor weights, Tensor bias) {}

  /** Weights of an imported model that fit the kernels stay as they are, and so do the integers of its bias. */
  public Quantised quantise(boolean perChannel) {
    return quantise(perChannel, WeightScaleSearch.MAX_WEIGHT);
  }

  /** @param largest the largest magnitude of weights that do not come as integers */
  Quantised quantise(boolean perChannel, int largest) {
    Tensor quantised = isReady() ? weights : quantisedWeights(chooseQuant(perChannel, largest), largest);
    return new Quantised(quantised, quantisedBias(quantised));
  }

  private int channels() {
    return weights.shape().dim(WeightedOp.OUTPUT_CHANNEL_AXIS);
  }

  private int channelElements() {
    return weights.elements() / channels();
  }

  /** Whether the weights come with a quantisation (of an imported model) that fits the kernels and the bias. */
  private boolean isReady() {
    boolean fitsKernels = weights.type().dtype() == DType.S8 && weights.type().quant()
        .filter(quant -> quant.isSymmetric() && (quant.isPerTensor() || quant.axis() == WeightedOp.OUTPUT_CHANNEL_AXIS)).isPresent();
    return fitsKernels && IntStream.range(0, channels())
        .allMatch(channel -> weights.type().requireQuant().scale(channel) >= smallestScale(channel));
  }

  private Quant chooseQuant(boolean perChannel, int largest) {
    List<Float> scales = new ArrayList<>();
    for (int channel = 0; channel < channels(); channel++) {
      scales.add((float) Math.max(WeightScaleSearch.search(weights, channel, inputs, largest), smallestScale(channel)));
    }
    return perChannel ? Quant.perChannel(scales, WeightedOp.OUTPUT_CHANNEL_AXIS) : Quant.perTensor(Collections.max(scales), 0);
  }

  private double smallestScale(int channel) {
    return Math.max(FINEST_UNIT * outputScale, Math.abs(bias.real(channel)) / MAX_BIAS) / inputScale;
  }

  private Tensor quantisedWeights(Quant quant, int largest) {
    byte[] integers = new byte[weights.elements()];
    double[] covariance = {};
    for (int channel = 0; channel < channels(); channel++) {
      double[] filter = inUnits(channel, quant.scale(channel));
      boolean known = channel > 0 && patches.isPresent() && patches.get().shareVectors(channel - 1, channel);
      covariance = patches.isPresent() && !known ? patches.get().covariance(channel, inputScale * inputScale / 12) : covariance;
      int[] rounded = patches.isPresent()
          ? new AdaptiveRounding(covariance, filter.length).round(filter, largest)
          : nearest(filter, largest);
      for (int i = 0; i < rounded.length; i++) {
        integers[channel * rounded.length + i] = (byte) rounded[i];
      }
    }
    return Tensor.of(TensorType.quantised(DType.S8, weights.shape(), quant), integers);
  }

  private double[] inUnits(int channel, double scale) {
    return IntStream.range(0, channelElements()).mapToDouble(i -> weights.real(channel * channelElements() + i) / scale).toArray();
  }

  private static int[] nearest(double[] filter, int bound) {
    return Arrays.stream(filter).mapToInt(weight -> (int) Math.min(Math.max(Math.rint(weight), -bound), bound)).toArray();
  }

  private Tensor quantisedBias(Tensor quantisedWeights) {
    Quant weightQuant = quantisedWeights.type().requireQuant();
    int[] integers = new int[channels()];
    for (int channel = 0; channel < integers.length; channel++) {
      double unit = inputScale * weightQuant.scale(channel);
      integers[channel] = isInUnits(channel, unit)
          ? bias.ints()[channel]
          : (int) IntegerRange.of(DType.S32).saturate(Math.rint((bias.real(channel) - meanShift(quantisedWeights, channel)) / unit));
    }
    return Tensor.of(TensorType.quantised(DType.S32, bias.shape(), biasQuant(weightQuant)), integers);
  }

  /** Whether the bias comes in integers of this unit, whose scale was rounded to float. */
  private boolean isInUnits(int channel, double unit) {
    boolean integers = bias.type().dtype() == DType.S32 && bias.type().quant().filter(Quant::isSymmetric).isPresent();
    return integers && Math.abs(bias.type().requireQuant().scale(channel) / unit - 1) < SCALE_ROUNDING;
  }

  /** What the rounding of the weights adds to the channel's mean result. */
  private double meanShift(Tensor quantisedWeights, int channel) {
    double shift = 0;
    double[] means = patches.map(known -> known.means(channel))
        .orElseGet(() -> IntStream.range(0, channelElements()).mapToDouble(i -> inputs.mean(channel, i)).toArray());
    for (int i = 0; i < channelElements(); i++) {
      int index = channel * channelElements() + i;
      shift += (quantisedWeights.real(index) - weights.real(index)) * means[i];
    }
    return shift;
  }

  private Quant biasQuant(Quant weightQuant) {
    List<Float> units = weightQuant.scales().stream().map(scale -> (float) (inputScale * scale)).toList();
    return new Quant(units, weightQuant.zeroPoints(), weightQuant.axis());
  }
}
