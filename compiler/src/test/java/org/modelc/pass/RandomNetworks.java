package org.modelc.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Concat;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Dequantise;
import org.modelc.op.Gather;
import org.modelc.op.MaxPool;
import org.modelc.op.Pad;
import org.modelc.op.Quantise;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.op.Softmax;
import org.modelc.op.Transpose;
import org.modelc.op.Unary;
import org.modelc.op.Window;

/** Small seeded networks as importers make them: maps are channels-first, convolutions and pools stand between Transposes. */
public final class RandomNetworks {
  private final Random random;
  private final GraphBuilder builder = new GraphBuilder("random");
  private final boolean quantised;

  /** Maps [1, C, H, W] to go on from. */
  private final List<Value> maps = new ArrayList<>();

  private RandomNetworks(long seed, boolean quantised) {
    this.random = new Random(seed);
    this.quantised = quantised;
  }

  /**
   * A network of about {@code layers} layers.
   *
   * @param quantised whether a Quantise and a Dequantise follow every layer
   */
  public static Graph of(long seed, int layers, boolean quantised) {
    return new RandomNetworks(seed, quantised).build(layers);
  }

  private Graph build(int layers) {
    Value input = builder.input("x", TensorType.f32(Shape.of(1, 1 + random.nextInt(3), 6 + random.nextInt(3), 6)));
    maps.add(rounded(input));
    for (int i = 0; i < layers; i++) {
      maps.add(rounded(layer(pick())));
    }
    Value last = maps.get(maps.size() - 1);
    builder.output(rounded(classifier(last)));
    if (random.nextBoolean()) {
      builder.output(pick());
    }
    return builder.build();
  }

  private Value pick() {
    return maps.get(Math.max(0, maps.size() - 1 - random.nextInt(2)));
  }

  private Value layer(Value map) {
    return switch (random.nextInt(18)) {
      case 0, 1, 2 -> convolution(map);
      case 3 -> normalised(convolution(map));
      case 4 -> maxPool(map);
      case 5 -> averagePool(map);
      case 6 -> builder.add("relu", new Clip(random.nextBoolean() ? Clamp.RELU : new Clamp(0, 1)), map);
      case 7 -> builder.add("tanh", Unary.of(Unary.Kind.TANH), map);
      case 8 -> builder.add("sum", new Binary(Binary.Kind.ADD, Clamp.NONE), map, sameShape(map));
      case 9 -> builder.add("concat", new Concat(1), map, sameShape(map));
      case 10 -> builder.add("pad", new Pad(List.of(0, 0, 1, 0), List.of(0, 0, 0, 1), 0), map);
      case 11 -> slice(map);
      case 12 -> gated(map);
      case 13, 14 -> sequence(map);
      case 15 -> channelsFirst(pointwise(channelsLast(map)));
      case 16 -> builder.add("shuffle", new Gather(1), map, indices(map.shape().dim(1)));
      default -> builder.add("softmax", new Softmax(1), map);
    };
  }

  private Value sameShape(Value map) {
    List<Value> candidates = maps.stream().filter(other -> other.shape().equals(map.shape())).toList();
    return candidates.isEmpty() ? map : candidates.get(random.nextInt(candidates.size()));
  }

  private Value channelsLast(Value map) {
    return builder.add("to_last", new Transpose(List.of(0, 2, 3, 1)), map);
  }

  private Value channelsFirst(Value map) {
    return builder.add("to_first", new Transpose(List.of(0, 3, 1, 2)), map);
  }

  private Value convolution(Value map) {
    int inputs = map.shape().dim(1);
    int groups = random.nextBoolean() ? inputs : 1;
    int outputs = groups * (1 + random.nextInt(2));
    int height = Math.min(1 + random.nextInt(3), map.shape().dim(2));
    int width = Math.min(1 + random.nextInt(3), map.shape().dim(3));
    Window window = new Window(height, width, 1, 1, 1, 1, random.nextInt(2), 0, random.nextInt(2), random.nextInt(2));
    Value weights = constant("weights", Shape.of(outputs, height, width, inputs / groups), 1f / (height * width));
    return channelsFirst(builder.add(
        "conv", new Conv(window, groups, Clamp.NONE), channelsLast(map), weights, constant("bias", Shape.of(outputs), 1)));
  }

  /** Unfused batch normalisation, or a part of it. */
  private Value normalised(Value map) {
    Shape channels = Shape.of(map.shape().dim(1), 1, 1);
    Binary.Kind[] kinds = {Binary.Kind.SUB, Binary.Kind.MUL, Binary.Kind.ADD};
    Value result = map;
    for (Binary.Kind kind : kinds) {
      result = random.nextInt(3) == 0
          ? result
          : builder.add("norm", new Binary(kind, Clamp.NONE), result, constant("norm", channels, 1));
    }
    return result;
  }

  private Value maxPool(Value map) {
    Window window = new Window(2, 2, 1 + random.nextInt(2), 1, 1, 1, random.nextInt(2), 0, 0, 0);
    return isLarge(map) ? channelsFirst(builder.add("pool", new MaxPool(window), channelsLast(map))) : map;
  }

  private Value averagePool(Value map) {
    Window window = random.nextBoolean() ? Window.of(2, 2) : Window.of(map.shape().dim(2), map.shape().dim(3));
    return isLarge(map) ? channelsFirst(builder.add("mean", new AveragePool(window, false, 0, 0), channelsLast(map))) : map;
  }

  private static boolean isLarge(Value map) {
    return map.shape().dim(2) > 1 && map.shape().dim(3) > 1;
  }

  private Value slice(Value map) {
    Shape shape = map.shape();
    int axis = 1 + random.nextInt(3);
    int step = random.nextBoolean() ? 1 : -1;
    List<Integer> starts = new ArrayList<>(List.of(0, 0, 0, 0));
    List<Integer> steps = new ArrayList<>(List.of(1, 1, 1, 1));
    starts.set(axis, step == 1 ? 0 : shape.dim(axis) - 1);
    steps.set(axis, step);
    return builder.add("slice", new Slice(starts, steps, shape.withDim(axis, Math.max(1, shape.dim(axis) - 1))), map);
  }

  /** A factor for each channel, computed from its mean. */
  private Value gated(Value map) {
    Value mean = builder.add("squeeze", new Reduce(Reduce.Kind.MEAN, List.of(2, 3), true), map);
    Value gate = rounded(builder.add("gate", Unary.of(Unary.Kind.SIGMOID), rounded(mean)));
    return builder.add("gated", new Binary(Binary.Kind.MUL, Clamp.NONE), map, gate);
  }

  /** A one-dimensional convolution over the map's rows in one line. */
  private Value sequence(Value map) {
    Shape shape = map.shape();
    int channels = shape.dim(1);
    int length = shape.dim(2) * shape.dim(3);
    Value line = builder.add("line", new Reshape(Shape.of(1, channels, length)), map);
    Value scaled = builder.add("scale", new Binary(Binary.Kind.MUL, Clamp.NONE), line, constant("scale", Shape.of(channels, 1), 1));
    Value last = builder.add("line_last", new Transpose(List.of(0, 2, 1)), scaled);
    Value row = builder.add("row", new Reshape(Shape.of(1, 1, length, channels)), last);
    Window window = new Window(1, 3, 1, 1, 1, 1, 0, 1, 0, 1);
    Value convolved = builder.add("conv1d", new Conv(window, 1, Clamp.NONE), row,
        constant("filter", Shape.of(2, 1, 3, channels), 0.3f), constant("shift", Shape.of(2), 1));
    Value unrolled = builder.add("unrolled", new Reshape(Shape.of(1, length, 2)), convolved);
    Value first = builder.add("line_first", new Transpose(List.of(0, 2, 1)), unrolled);
    Value relu = builder.add("line_relu", new Clip(Clamp.RELU), first);
    return builder.add("map", new Reshape(Shape.of(1, 2, shape.dim(2), shape.dim(3))), relu);
  }

  /** A matrix product over the channels of a channels-last map. */
  private Value pointwise(Value map) {
    int channels = map.shape().dim(3);
    return builder.add("pointwise", new Dense(Clamp.NONE), map,
        constant("mix", Shape.of(3, channels), 0.5f), constant("mix_bias", Shape.of(3), 1));
  }

  private Value indices(int channels) {
    long[] indices = random.longs(channels, -channels, channels).toArray();
    return builder.constant("indices", Tensor.of(TensorType.of(DType.S64, Shape.of(channels)), indices));
  }

  private Value classifier(Value map) {
    int elements = map.type().elements();
    Value flat = builder.add("flat", new Reshape(Shape.of(1, elements)), map);
    Value product = builder.add("product", new Dense(Clamp.NONE), flat,
        constant("matrix", Shape.of(4, elements), 2f / elements), builder.constant("none", Tensor.zeros(TensorType.f32(Shape.of(4)))));
    return builder.add("bias", new Binary(Binary.Kind.ADD, Clamp.NONE), product, constant("offset", Shape.of(4), 1));
  }

  private Value constant(String name, Shape shape, float magnitude) {
    float[] floats = new float[shape.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (random.nextFloat() * 2 - 1) * magnitude;
    }
    return builder.constant(name, Tensor.f32(shape, floats));
  }

  private Value rounded(Value value) {
    if (!quantised) {
      return value;
    }
    Quant quant = Quant.perTensor(1 / 32f, random.nextInt(21) - 10);
    return builder.add("dequantise", new Dequantise(), builder.add("quantise", new Quantise(DType.S8, quant), value));
  }
}
