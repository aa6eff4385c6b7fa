package org.modelc.training.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Softmax;
import org.modelc.op.Transpose;
import org.modelc.op.Window;

/** A task that a small network learns in a second: in which of three directions an 8 x 8 image has stripes. */
public final class Toy {
  public static final int CLASSES = 3;
  private static final int SIZE = 8;
  private static final Shape IMAGE = Shape.of(1, 1, SIZE, SIZE);

  private Toy() {}

  /** Stripes of random phase under noise, with labels. */
  public static SampleSet samples(int count, long seed) {
    Random random = new Random(seed);
    List<List<Tensor>> samples = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      labels.add(i % CLASSES);
      samples.add(List.of(Tensor.f32(IMAGE, stripes(i % CLASSES, random))));
    }
    return SampleSet.of(samples).withLabels(labels);
  }

  private static float[] stripes(int direction, Random random) {
    float[] image = new float[SIZE * SIZE];
    double phase = random.nextDouble() * 2 * Math.PI;
    for (int i = 0; i < image.length; i++) {
      int along = direction == 0 ? i / SIZE : direction == 1 ? i % SIZE : i / SIZE + i % SIZE;
      image[i] = (float) (Math.sin(along * 2.0 + phase) + 0.4 * random.nextGaussian());
    }
    return image;
  }

  /** A convolution of {@code channels} filters, their mean over the image, and a matrix: random weights. */
  public static Graph network(int channels, long seed) {
    Random random = new Random(seed);
    GraphBuilder builder = new GraphBuilder("toy");
    Value image = builder.input("x", TensorType.f32(IMAGE));
    Value last = builder.add("last", new Transpose(List.of(0, 2, 3, 1)), image);
    Value maps = builder.add("conv", new Conv(Window.of(3, 3), 1, Clamp.RELU), last,
        builder.constant("conv_weights", random(Shape.of(channels, 3, 3, 1), 0.5f, random)),
        builder.constant("conv_bias", random(Shape.of(channels), 0.1f, random)));
    Value mean = builder.add("mean", new Reduce(Reduce.Kind.MEAN, List.of(1, 2), true), maps);
    Value row = builder.add("row", new Reshape(Shape.of(1, channels)), mean);
    Value scores = builder.add("scores", new Dense(Clamp.NONE), row,
        builder.constant("weights", random(Shape.of(CLASSES, channels), 0.5f, random)),
        builder.constant("bias", random(Shape.of(CLASSES), 0.1f, random)));
    builder.output(builder.add("probabilities", new Softmax(1), scores));
    return builder.build();
  }

  private static Tensor random(Shape shape, float deviation, Random random) {
    float[] floats = new float[shape.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextGaussian() * deviation;
    }
    return Tensor.f32(shape, floats);
  }
}
