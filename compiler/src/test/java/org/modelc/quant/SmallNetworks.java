package org.modelc.quant;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.MaxPool;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Softmax;
import org.modelc.op.Unary;
import org.modelc.op.Window;

/** Seeded convolutional networks and samples for them. */
final class SmallNetworks {
  private final GraphBuilder builder = new GraphBuilder("small");
  private final Random random;

  private SmallNetworks(long seed) {
    this.random = new Random(seed);
  }

  /** Ordinary, depthwise and strided convolutions, pools, a flattened and two dense layers, scores and probabilities. */
  static Graph of(long seed) {
    return new SmallNetworks(seed).build();
  }

  private Graph build() {
    Value x = builder.input("x", TensorType.f32(Shape.of(1, 8, 9, 3)));
    Value first = conv("first", x, Window.of(3, 3).withPads(1, 1, 1, 1), 1, 6, Clamp.RELU);
    Value depthwise = conv("depthwise", builder.add("pool", new MaxPool(new Window(2, 2, 2, 2, 1, 1, 0, 0, 0, 0)), first),
        Window.of(3, 3).withPads(1, 1, 1, 1), 6, 6, Clamp.NONE);
    Value relu = builder.add("relu", new Clip(Clamp.RELU), depthwise);
    Value grouped = conv("grouped", relu, new Window(2, 1, 1, 2, 1, 1, 0, 0, 1, 0), 2, 8, Clamp.RELU);
    Value mean = builder.add("mean", new AveragePool(Window.of(2, 1), false, 0, 0), grouped);
    Value flat = builder.add("flat", new Reshape(Shape.of(1, mean.type().elements())), mean);
    Value hidden = dense("hidden", flat, 10, Clamp.RELU);
    Value leaky = builder.add("leaky", new Unary(Unary.Kind.LEAKY_RELU, 0.1f, 0), dense("middle", hidden, 7, Clamp.NONE));
    Value scores = dense("scores", leaky, 4, Clamp.NONE);
    builder.output(builder.add("probabilities", new Softmax(1), scores));
    builder.output(builder.add("largest", new Reduce(Reduce.Kind.MAX, List.of(1, 2), false), relu));
    return builder.build();
  }

  private Value conv(String name, Value x, Window window, int groups, int outputs, Clamp clamp) {
    int filter = window.kernelHeight() * window.kernelWidth() * x.shape().dim(3) / groups;
    Shape weights = Shape.of(outputs, window.kernelHeight(), window.kernelWidth(), x.shape().dim(3) / groups);
    return builder.add(name, new Conv(window, groups, clamp), x,
        builder.constant(name + ".w", gaussian(weights, 1.4 / Math.sqrt(filter), random)),
        builder.constant(name + ".b", gaussian(Shape.of(outputs), 0.2, random)));
  }

  private Value dense(String name, Value x, int outputs, Clamp clamp) {
    int filter = x.shape().dim(-1);
    return builder.add(name, new Dense(clamp), x,
        builder.constant(name + ".w", gaussian(Shape.of(outputs, filter), 1.4 / Math.sqrt(filter), random)),
        builder.constant(name + ".b", gaussian(Shape.of(outputs), 0.2, random)));
  }

  /** Samples whose pixels resemble their neighbours, as those of pictures do. */
  static SampleSet samples(Graph graph, int count, long seed) {
    Random random = new Random(seed);
    return SampleSet.of(IntStream.range(0, count).mapToObj(i -> List.of(smooth(graph.inputs().get(0).shape(), random))).toList());
  }

  private static Tensor smooth(Shape shape, Random random) {
    float[] values = gaussian(shape, 1, random).floats();
    for (int i = 3; i < values.length; i++) {
      values[i] = 0.8f * values[i - 3] + 0.6f * values[i];
    }
    return Tensor.f32(shape, values);
  }

  private static Tensor gaussian(Shape shape, double scale, Random random) {
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return Tensor.f32(shape, values);
  }
}
