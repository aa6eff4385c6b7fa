package org.modelc.reference;

import java.util.Arrays;
import java.util.List;
import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Conv;

/**
 * Reference semantics of {@link Conv}.
 *
 * <p>Accumulation starts from the bias and goes over kernel rows, kernel columns and input channels in this order, which fixes the rounding
 * of the float form. The loops run over output channels innermost because the JIT vectorises that without changing the order of any sum.
 */
public final class ConvReference {
  private ConvReference() {}

  /** Float semantics: activations NHWC, weights OHWI, bias [O]. */
  public static Tensor f32(Conv conv, List<Tensor> inputs, TensorType outputType) {
    Geometry geometry = new Geometry(conv, inputs, outputType);
    float[] input = inputs.get(0).toF32().floats();
    float[] weights = channelsLast(inputs.get(1).toF32().floats(), geometry);
    float[] bias = inputs.get(2).toF32().floats();
    float[] output = new float[outputType.elements()];
    float[] accumulators = new float[geometry.outputChannels];
    geometry.walk.forEachPlace(place -> {
      System.arraycopy(bias, 0, accumulators, 0, accumulators.length);
      place.forEachTap((inputIndex, tap) -> accumulate(accumulators, input, inputIndex, weights, tap, geometry));
      for (int channel = 0; channel < accumulators.length; channel++) {
        output[place.outputIndex() + channel] = conv.clamp().apply(accumulators[channel]);
      }
    });
    return Tensor.of(outputType, output);
  }

  /** Integer semantics: S8 activations and weights, S32 bias, S8 result. */
  public static Tensor s8(Conv conv, List<Tensor> inputs, TensorType outputType) {
    Geometry geometry = new Geometry(conv, inputs, outputType);
    int[] input = Centred.of(inputs.get(0));
    int[] weights = channelsLast(Centred.of(inputs.get(1)), geometry);
    int[] bias = inputs.get(2).ints();
    AccumulatorScaling scaling = AccumulatorScaling.of(
        inputs.get(0).type().requireQuant(), inputs.get(1).type().requireQuant(), outputType.requireQuant(), geometry.outputChannels);
    OutputStage stage = OutputStage.of(outputType, conv.clamp());
    byte[] output = new byte[outputType.elements()];
    int[] accumulators = new int[geometry.outputChannels];
    geometry.walk.forEachPlace(place -> {
      System.arraycopy(bias, 0, accumulators, 0, accumulators.length);
      place.forEachTap((inputIndex, tap) -> accumulate(accumulators, input, inputIndex, weights, tap, geometry));
      for (int channel = 0; channel < accumulators.length; channel++) {
        output[place.outputIndex() + channel] = (byte) stage.apply(scaling.channels().get(channel).apply(accumulators[channel]));
      }
    });
    return Tensor.of(outputType, output);
  }

  /** Integer semantics: S16 activations, S8 weights, S32 bias, S16 result; sums of 64 bits. */
  public static Tensor s16(Conv conv, List<Tensor> inputs, TensorType outputType) {
    Geometry geometry = new Geometry(conv, inputs, outputType);
    int[] input = Centred.of(inputs.get(0));
    int[] weights = channelsLast(Centred.of(inputs.get(1)), geometry);
    long[] bias = Arrays.stream(inputs.get(2).ints()).asLongStream().toArray();
    AccumulatorScaling scaling = AccumulatorScaling.of(
        inputs.get(0).type().requireQuant(), inputs.get(1).type().requireQuant(), outputType.requireQuant(), geometry.outputChannels);
    OutputStage stage = OutputStage.of(outputType, conv.clamp());
    short[] output = new short[outputType.elements()];
    long[] accumulators = new long[geometry.outputChannels];
    geometry.walk.forEachPlace(place -> {
      System.arraycopy(bias, 0, accumulators, 0, accumulators.length);
      place.forEachTap((inputIndex, tap) -> accumulate(accumulators, input, inputIndex, weights, tap, geometry));
      for (int channel = 0; channel < accumulators.length; channel++) {
        long scaled = scaling.channels().get(channel).applyWide(accumulators[channel]);
        output[place.outputIndex() + channel] = (short) stage.apply(scaled);
      }
    });
    return Tensor.of(outputType, output);
  }

  private static void accumulate(long[] accumulators, int[] input, int inputIndex, int[] weights, int tap, Geometry geometry) {
    int perGroup = geometry.outputsPerGroup;
    for (int group = 0; group < geometry.groups; group++) {
      int weight = (tap * geometry.groups + group) * geometry.inputsPerGroup * perGroup;
      for (int channel = 0; channel < geometry.inputsPerGroup; channel++, weight += perGroup) {
        int activation = input[inputIndex + group * geometry.inputsPerGroup + channel];
        for (int o = 0; o < perGroup; o++) {
          accumulators[group * perGroup + o] += activation * weights[weight + o];
        }
      }
    }
  }

  private static void accumulate(float[] accumulators, float[] input, int inputIndex, float[] weights, int tap, Geometry geometry) {
    int perGroup = geometry.outputsPerGroup;
    for (int group = 0; group < geometry.groups; group++) {
      int weight = (tap * geometry.groups + group) * geometry.inputsPerGroup * perGroup;
      for (int channel = 0; channel < geometry.inputsPerGroup; channel++, weight += perGroup) {
        float activation = input[inputIndex + group * geometry.inputsPerGroup + channel];
        for (int o = 0; o < perGroup; o++) {
          accumulators[group * perGroup + o] += activation * weights[weight + o];
        }
      }
    }
  }

  private static void accumulate(int[] accumulators, int[] input, int inputIndex, int[] weights, int tap, Geometry geometry) {
    int perGroup = geometry.outputsPerGroup;
    for (int group = 0; group < geometry.groups; group++) {
      int weight = (tap * geometry.groups + group) * geometry.inputsPerGroup * perGroup;
      for (int channel = 0; channel < geometry.inputsPerGroup; channel++, weight += perGroup) {
        int activation = input[inputIndex + group * geometry.inputsPerGroup + channel];
        for (int o = 0; o < perGroup; o++) {
          accumulators[group * perGroup + o] += activation * weights[weight + o];
        }
      }
    }
  }

  /** Weights OHWI as [tap][group][input channel][output channel of the group]. */
  private static float[] channelsLast(float[] weights, Geometry geometry) {
    float[] reordered = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      reordered[geometry.channelsLastIndex(i)] = weights[i];
    }
    return reordered;
  }

  private static int[] channelsLast(int[] weights, Geometry geometry) {
    int[] reordered = new int[weights.length];
    for (int i = 0; i < weights.length; i++) {
      reordered[geometry.channelsLastIndex(i)] = weights[i];
    }
    return reordered;
  }

  /** Sizes that the loops need. */
  private static final class Geometry {
    private final WindowWalk walk;
    private final int groups;
    private final int inputsPerGroup;
    private final int outputsPerGroup;
    private final int outputChannels;
    private final int taps;

    Geometry(Conv conv, List<Tensor> inputs, TensorType outputType) {
      walk = new WindowWalk(conv.window(), inputs.get(0).shape(), outputType.shape());
      groups = conv.groups();
      inputsPerGroup = inputs.get(0).shape().dim(3) / groups;
      outputChannels = outputType.shape().dim(3);
      outputsPerGroup = outputChannels / groups;
      taps = conv.window().kernelHeight() * conv.window().kernelWidth();
    }

    int channelsLastIndex(int ohwi) {
      int channel = ohwi % inputsPerGroup;
      int tap = ohwi / inputsPerGroup % taps;
      int o = ohwi / inputsPerGroup / taps;
      int group = o / outputsPerGroup;
      return ((tap * groups + group) * inputsPerGroup + channel) * outputsPerGroup + o % outputsPerGroup;
    }
  }
}
