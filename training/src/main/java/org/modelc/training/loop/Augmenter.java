package org.modelc.training.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.modelc.ir.TensorType;
import org.modelc.training.Augmentation;

/** Changes training samples at random, the same way in every run with the same seed. */
final class Augmenter {
  /** More than there are samples. */
  private static final long VARIANT_FACTOR = 1L << 32;
  private static final float LARGEST_SCALING = 0.1f;
  private static final float NOISE_SHARE = 0.05f;

  private final List<SampleGeometry> geometries;
  private final List<Boolean> changeable;
  private final Set<Augmentation> wanted;
  private final long seed;

  /** @param inputs the network's inputs; integers, which stand for words and the like, stay as they are */
  Augmenter(List<TensorType> inputs, Set<Augmentation> wanted, long seed) {
    this.seed = seed;
    this.geometries = inputs.stream().map(TensorType::shape).map(SampleGeometry::of).toList();
    this.changeable = inputs.stream().map(input -> input.dtype().isFloat()).toList();
    this.wanted = wanted;
  }

  boolean changesSamples() {
    return !wanted.isEmpty();
  }

  /**
   * A changed copy of a sample, one array an input; the sample itself where no change is wanted.
   *
   * @param index of the sample
   * @param variant which of all changed copies
   */
  float[][] change(float[][] sample, int index, int variant) {
    if (wanted.isEmpty()) {
      return sample;
    }
    Random random = Seeds.random(seed, variant * VARIANT_FACTOR + index);
    List<float[]> changed = new ArrayList<>();
    for (int input = 0; input < sample.length; input++) {
      changed.add(changeable.get(input) ? change(geometries.get(input), sample[input], random) : sample[input]);
    }
    return changed.toArray(float[][]::new);
  }

  private float[] change(SampleGeometry geometry, float[] sample, Random random) {
    Warp warp = Warp.random(geometry, wanted, random);
    float[] moved = warp.isIdentity() ? sample.clone() : geometry.warped(sample, warp);
    if (wanted.contains(Augmentation.SCALE)) {
      multiply(moved, 1 + LARGEST_SCALING * (2 * random.nextFloat() - 1));
    }
    if (wanted.contains(Augmentation.NOISE)) {
      addNoise(moved, random);
    }
    return moved;
  }

  private static void multiply(float[] sample, float factor) {
    for (int i = 0; i < sample.length; i++) {
      sample[i] *= factor;
    }
  }

  private static void addNoise(float[] sample, Random random) {
    double sum = 0;
    double squares = 0;
    for (float element : sample) {
      sum += element;
      squares += (double) element * element;
    }
    double mean = sum / sample.length;
    double deviation = Math.sqrt(Math.max(0, squares / sample.length - mean * mean));
    for (int i = 0; i < sample.length; i++) {
      sample[i] += (float) (NOISE_SHARE * deviation * random.nextGaussian());
    }
  }
}
