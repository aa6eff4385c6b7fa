package org.modelc.ir;

import java.util.Collections;
import java.util.List;

/**
 * Affine quantisation: {@code real = scale * (integer - zeroPoint)}.
 *
 * <p>Per tensor there is one scale and one zero point and {@code axis} is -1; per channel there is one of each for every
 * index along {@code axis}.
 *
 * @param scales positive and finite
 * @param zeroPoints as many as scales, within the range of the tensor's element type
 */
public record Quant(List<Float> scales, List<Integer> zeroPoints, int axis) {
  public static final int PER_TENSOR = -1;

  public Quant {
    scales = List.copyOf(scales);
    zeroPoints = List.copyOf(zeroPoints);
    if (scales.isEmpty() || scales.size() != zeroPoints.size() || axis < 0 && scales.size() != 1) {
      throw new IllegalArgumentException("scales " + scales.size() + ", zero points " + zeroPoints.size() + ", axis " + axis);
    }
  }

  public static Quant perTensor(float scale, int zeroPoint) {
    return new Quant(List.of(scale), List.of(zeroPoint), PER_TENSOR);
  }

  /** Symmetric (zero points 0) quantisation with one scale for each index along {@code axis}. */
  public static Quant perChannel(List<Float> scales, int axis) {
    return new Quant(scales, Collections.nCopies(scales.size(), 0), axis);
  }

  public boolean isPerTensor() {
    return axis < 0;
  }

  /** The scale of a per-tensor quantisation. */
  public float scale() {
    requirePerTensor();
    return scales.get(0);
  }

  /** The zero point of a per-tensor quantisation. */
  public int zeroPoint() {
    requirePerTensor();
    return zeroPoints.get(0);
  }

  /** The scale of channel {@code index}; the same for all channels when per tensor. */
  public float scale(int index) {
    return scales.get(isPerTensor() ? 0 : index);
  }

  /** The zero point of channel {@code index}; the same for all channels when per tensor. */
  public int zeroPoint(int index) {
    return zeroPoints.get(isPerTensor() ? 0 : index);
  }

  public boolean isSymmetric() {
    return zeroPoints.stream().allMatch(zeroPoint -> zeroPoint == 0);
  }

  /** The quantisation of the tensor after its axes are permuted as {@link Shape#permute} does. */
  public Quant permute(List<Integer> perm) {
    return isPerTensor() ? this : new Quant(scales, zeroPoints, perm.indexOf(axis));
  }

  private void requirePerTensor() {
    if (!isPerTensor()) {
      throw new IllegalStateException("quantisation is per channel along axis " + axis);
    }
  }
}
