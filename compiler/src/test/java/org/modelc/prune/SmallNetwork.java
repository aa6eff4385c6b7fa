package org.modelc.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.modelc.data.SampleSet;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Window;

/** Layers with random weights, for networks written by hand. */
final class SmallNetwork {
  final GraphBuilder builder = new GraphBuilder("small");
  private final Random random;

  SmallNetwork(long seed) {
    random = new Random(seed);
  }

  Value conv(String name, Value input, int filters, int kernel, int groups) {
    int channels = input.shape().dim(3);
    int pad = kernel / 2;
    Window window = new Window(kernel, kernel, 1, 1, 1, 1, pad, pad, pad, pad);
    return builder.add(name, new Conv(window, groups, Clamp.RELU), input,
        constant(name + "_w", Shape.of(filters, kernel, kernel, channels / groups)), constant(name + "_b", Shape.of(filters)));
  }

  Value dense(String name, Value input, int filters) {
    return builder.add(name, new Dense(Clamp.NONE), input,
        constant(name + "_w", Shape.of(filters, input.shape().dim(-1))), constant(name + "_b", Shape.of(filters)));
  }

  Value constant(String name, Shape shape) {
    return builder.constant(name, Tensor.f32(shape, floats(shape.elements())));
  }

  private float[] floats(int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) random.nextGaussian() / 2;
    }
    return floats;
  }

  /** As {@link #samples}, but like real signals: every element is near the one before. */
  SampleSet smoothSamples(Shape shape, int count) {
    List<List<Tensor>> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] floats = floats(shape.elements());
      for (int element = 1; element < floats.length; element++) {
        floats[element] = 0.9f * floats[element - 1] + 0.3f * floats[element];
      }
      samples.add(List.of(Tensor.of(TensorType.f32(shape), floats)));
    }
    return SampleSet.of(samples);
  }

  /** Random samples for one input of {@code shape}. */
  SampleSet samples(Shape shape, int count) {
    List<List<Tensor>> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(List.of(Tensor.of(TensorType.f32(shape), floats(shape.elements()))));
    }
    return SampleSet.of(samples);
  }
}
