package org.modelc.kpu;

import java.util.Arrays;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/**
 * A layer's constants before they are put into registers.
 *
 * @param weights [O,k,k,C] U8, or [C,k,k,1] where each channel is filtered by itself
 * @param weightZero what a weight of 0 is stored as
 * @param inputZero the byte that stands for the real number 0; 0 where offsets hold it
 * @param wanted what is to become of the accumulators
 */
record KpuFilters(Tensor weights, int weightZero, int inputZero, KpuScaling.Wanted wanted) {
  private static final int SIGN = 128;

  /** The KPU's form of an integer convolution: signed weights plus 128. */
  static KpuFilters ofConvolution(Tensor weights, Tensor bias, Quant input, Quant output, int min, int max) {
    int inputZero = input.zeroPoint() + SIGN;
    int filters = weights.shape().dim(0);
    int size = weights.elements() / filters;
    double[] multipliers = new double[filters];
    double[] offsets = new double[filters];
    double[] bounds = new double[filters];
    byte[] bytes = weights.bytes().clone();
    for (int filter = 0; filter < filters; filter++) {
      multipliers[filter] = (double) input.scale() * weights.type().requireQuant().scale(filter) / output.scale();
      offsets[filter] = bias.integer(filter) * multipliers[filter] + output.zeroPoint() + SIGN;
      for (int i = filter * size; i < (filter + 1) * size; i++) {
        bounds[filter] += Math.abs(bytes[i]) * (double) Math.max(inputZero, 255 - inputZero);
        bytes[i] += (byte) SIGN;
      }
    }
    Tensor stored = Tensor.of(TensorType.of(DType.U8, weights.shape()), bytes);
    return new KpuFilters(stored, SIGN, inputZero, new KpuScaling.Wanted(multipliers, offsets, bounds, min + SIGN, max + SIGN));
  }

  /**
   * The sum of images of equal shape, as a 1x1 convolution over all their channels.
   *
   * @param channels of one image
   * @param factors one weight for each image, 0 to 255
   * @param multiplier of their weighted sum
   * @param offset of the result
   */
  static KpuFilters ofSum(int channels, List<Integer> factors, double multiplier, double offset, int min, int max) {
    Tensor weights = Tensor.zeros(TensorType.of(DType.U8, Shape.of(channels, 1, 1, channels * factors.size())));
    double[] multipliers = new double[channels];
    double[] offsets = new double[channels];
    double[] bounds = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      for (int image = 0; image < factors.size(); image++) {
        weights.bytes()[(channel * factors.size() + image) * channels + channel] = (byte) (int) factors.get(image);
        bounds[channel] += 255.0 * factors.get(image);
      }
      multipliers[channel] = multiplier;
      offsets[channel] = offset;
    }
    return new KpuFilters(weights, 0, 0, new KpuScaling.Wanted(multipliers, offsets, bounds, min, max));
  }

  /** A copy of an image with these channels. */
  static KpuFilters ofIdentity(int channels) {
    return ofSum(channels, List.of(1), 1, 0, 0, 255);
  }

  /**
   * Copies of elements.
   *
   * @param weights of which one in each filter is 1, the others 0
   * @param zero the byte that lies outside the image
   */
  static KpuFilters ofCopies(Tensor weights, int zero) {
    int filters = weights.shape().dim(0);
    double[] ones = new double[filters];
    double[] offsets = new double[filters];
    double[] bounds = new double[filters];
    Arrays.fill(ones, 1);
    Arrays.fill(offsets, zero);
    Arrays.fill(bounds, 255);
    return new KpuFilters(weights, 0, zero, new KpuScaling.Wanted(ones, offsets, bounds, 0, 255));
  }

  /** 1x1 filters as 3x3 filters that see only the place which lies {@code down} and {@code right} of the middle, 0 or 1 each. */
  KpuFilters shifted(int down, int right) {
    int filters = weights.shape().dim(0);
    int channels = weights.shape().dim(3);
    byte[] bytes = new byte[filters * 9 * channels];
    Arrays.fill(bytes, (byte) weightZero);
    int tap = (1 + down) * 3 + 1 + right;
    for (int filter = 0; filter < filters; filter++) {
      System.arraycopy(weights.bytes(), filter * channels, bytes, (filter * 9 + tap) * channels, channels);
    }
    Tensor wider = Tensor.of(TensorType.of(DType.U8, Shape.of(filters, 3, 3, channels)), bytes);
    return new KpuFilters(wider, weightZero, inputZero, wanted);
  }

  int kernel() {
    return weights.shape().dim(1);
  }
}
