package org.modelc.reference;

import java.util.Arrays;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.GridSample;

/** Reference semantics of {@link GridSample}: sums along the last axis, then the one before; each operation rounded to float. */
public final class GridSampleReference {
  /** What no number, and what is farther, stands for. */
  private static final float FAR = 1e6f;

  private static final int NONE = -1;

  private final GridSample sample;
  private final int[] sizes;

  private GridSampleReference(GridSample sample, Shape x) {
    this.sample = sample;
    int[] spatial = Arrays.copyOfRange(x.toArray(), 2, x.rank());
    this.sizes = spatial.length == 3 ? spatial : new int[] {1, spatial[0], spatial[1]};
  }

  public static Tensor evaluate(GridSample sample, Tensor x, Tensor grid, TensorType outputType) {
    return new GridSampleReference(sample, x.shape()).run(x, grid, outputType);
  }

  private Tensor run(Tensor x, Tensor grid, TensorType outputType) {
    int axes = x.shape().rank() - 2;
    int channels = x.shape().dim(1);
    int places = outputType.shape().product(2, outputType.shape().rank());
    float[] results = new float[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      int map = i / places;
      int first = (map / channels * places + i % places) * axes;
      Taps[] taps = {Taps.FIRST, Taps.FIRST, Taps.FIRST};
      for (int axis = 0; axis < axes; axis++) {
        taps[2 - axis] = taps(2 - axis, grid.floats()[first + axis]);
      }
      results[i] = sum(x.floats(), map * sizes[0] * sizes[1] * sizes[2], taps);
    }
    return Tensor.of(outputType, results);
  }

  /** Elements along an axis and their weights. */
  private record Taps(int[] indices, float[] weights) {
    static final Taps FIRST = new Taps(new int[] {0}, new float[] {1});
  }

  private float sum(float[] elements, int map, Taps[] taps) {
    float volume = 0;
    for (int z = 0; z < taps[0].indices.length; z++) {
      float plane = 0;
      for (int y = 0; y < taps[1].indices.length; y++) {
        float row = 0;
        for (int x = 0; x < taps[2].indices.length; x++) {
          if (taps[0].indices[z] != NONE && taps[1].indices[y] != NONE && taps[2].indices[x] != NONE) {
            int place = (taps[0].indices[z] * sizes[1] + taps[1].indices[y]) * sizes[2] + taps[2].indices[x];
            row += elements[map + place] * taps[2].weights[x];
          }
        }
        plane += row * taps[1].weights[y];
      }
      volume += plane * taps[0].weights[z];
    }
    return volume;
  }

  private Taps taps(int axis, float coordinate) {
    float raw = coordinate * sample.scale(sizes[axis]) + sample.offset(sizes[axis]);
    float x = place(axis, sample.interpolation() == GridSample.Interpolation.NEAREST ? (float) Math.rint(raw) : raw);
    float whole = (float) Math.floor(x);
    float[] weights = weights(x - whole);
    int first = (int) whole + (weights.length == 4 ? -1 : 0);
    int[] indices = new int[weights.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = index(axis, first + i);
    }
    return new Taps(indices, weights);
  }

  private float[] weights(float rest) {
    return switch (sample.interpolation()) {
      case NEAREST -> new float[] {1};
      case LINEAR -> new float[] {1 - rest, rest};
      case CUBIC -> new float[] {far(rest + 1), near(rest), near(1 - rest), far(2 - rest)};
    };
  }

  /** Cubic convolution after R. Keys with the coefficient -0.75. */
  private static float near(float distance) {
    return (1.25f * distance - 2.25f) * distance * distance + 1;
  }

  private static float far(float distance) {
    return ((-0.75f * distance + 3.75f) * distance - 6) * distance + 3;
  }

  private float place(int axis, float raw) {
    float x = raw > -FAR && raw < FAR ? raw : -FAR;
    float low = sample.low();
    float high = sample.high(sizes[axis]);
    if (x >= low && x <= high) {
      return x;
    }
    return switch (sample.padding()) {
      case ZEROS -> x;
      case BORDER -> Math.min(Math.max(x, 0f), sizes[axis] - 1f);
      case REFLECTION -> reflect(x, low, high);
    };
  }

  private int index(int axis, int raw) {
    int size = sizes[axis];
    if (raw >= 0 && raw < size) {
      return raw;
    }
    int index = switch (sample.padding()) {
      case ZEROS -> NONE;
      case BORDER -> raw;
      case REFLECTION -> (int) reflect(raw, sample.low(), sample.high(size));
    };
    return sample.padding() == GridSample.Padding.ZEROS ? index : Math.min(Math.max(index, 0), size - 1);
  }

  private static float reflect(float x, float low, float high) {
    float range = high - low;
    float beyond = x < low ? low - x : x > high ? x - high : 0;
    if (!(range > 0)) {
      return low;
    }
    if (!(beyond > 0)) {
      return x;
    }
    float times = (float) Math.floor(beyond / range);
    float rest = beyond - times * range;
    boolean fromLow = x < low == (times % 2 == 0);
    return fromLow ? low + rest : high - rest;
  }
}
