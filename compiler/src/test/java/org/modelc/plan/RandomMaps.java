package org.modelc.plan;

import java.util.ArrayList;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.kernel.RandomTensors;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Conv;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Unary;
import org.modelc.op.Window;

/** Random networks over maps: windows of all kinds, branches that join again, several outputs. Each graph has some of them beside each other. */
public final class RandomMaps {
  private static final int MOST_LAYERS = 8;

  private final RandomTensors random;
  private final boolean quantised;
  private final GraphBuilder builder = new GraphBuilder("maps");

  private RandomMaps(long seed, boolean quantised) {
    this.random = new RandomTensors(seed);
    this.quantised = quantised;
  }

  /** @param networks how many independent networks */
  public static Graph graph(long seed, int networks, boolean quantised) {
    RandomMaps maps = new RandomMaps(seed, quantised);
    for (int i = 0; i < networks; i++) {
      maps.network();
    }
    return maps.builder.build();
  }

  /** One network with one input of many rows and one output; every value is a map. */
  public static Graph chain(long seed, boolean quantised) {
    RandomMaps maps = new RandomMaps(seed, quantised);
    maps.chain();
    return maps.builder.build();
  }

  /** Random elements for the inputs of a graph. */
  public static List<Tensor> sample(Graph graph, long seed) {
    RandomTensors random = new RandomTensors(seed);
    return graph.inputs().stream().map(input -> random.elements(input.type())).toList();
  }

  private void chain() {
    Shape shape = Shape.of(1, random.between(12, 24), random.between(3, 9), random.oneOf(List.of(1, 3, 4, 8)));
    List<Value> maps = new ArrayList<>(List.of(builder.input("x", type(shape))));
    maps.add(convolution(maps.get(0), new Window(3, 3, random.between(1, 2), 1, 1, 1, 1, 1, 1, 1), 1, random.between(1, 9)));
    for (int layer = 0; layer < MOST_LAYERS / 2; layer++) {
      maps.add(layer(maps.get(maps.size() - 1), maps));
    }
    builder.output(maps.get(maps.size() - 1));
  }

  private void network() {
    Shape shape = Shape.of(1, random.between(3, 14), random.between(1, 9), random.oneOf(List.of(1, 2, 3, 4, 8, 12, 16)));
    List<Value> maps = new ArrayList<>(List.of(builder.input("x", type(shape))));
    int layers = random.between(2, MOST_LAYERS);
    for (int layer = 0; layer < layers; layer++) {
      Value from = random.chance(0.7) ? maps.get(maps.size() - 1) : random.oneOf(maps);
      maps.add(layer(from, maps));
    }
    if (random.chance(0.3)) {
      builder.output(random.oneOf(maps.subList(1, maps.size())));
    }
    Value last = maps.get(maps.size() - 1);
    builder.output(random.chance(0.3) ? mean(last) : last);
  }

  private Value layer(Value from, List<Value> maps) {
    return switch (random.between(0, 9)) {
      case 0, 1, 2 -> convolution(from, window(), 1, random.oneOf(List.of(1, 3, 4, 8, 10)));
      case 3, 4 -> convolution(from, window(), from.shape().dim(3), from.shape().dim(3));
      case 5 -> convolution(from, Window.of(1, 1), 1, random.oneOf(List.of(from.shape().dim(3), 4, 5)));
      case 6 -> pool(from);
      case 7 -> quantised ? retyped("lookup", new Unary(Unary.Kind.SIGMOID, 0, 0), from) : from;
      default -> sum(from, maps);
    };
  }

  private Window window() {
    int height = random.oneOf(List.of(1, 2, 3, 3, 3, 5));
    int width = random.oneOf(List.of(1, 3, 3));
    int stride = random.oneOf(List.of(1, 1, 2, 3));
    int dilation = random.oneOf(List.of(1, 1, 1, 2));
    int reach = dilation * (height - 1) + 1;
    return new Window(
        height, width, stride, random.chance(0.7) ? stride : 1, dilation, 1,
        random.between(0, reach - 1), width / 2, random.between(0, reach - 1), width / 2);
  }

  /** The input itself where it is too small for the window. */
  private Value convolution(Value from, Window window, int groups, int outputs) {
    try {
      int inputs = from.shape().dim(3) / groups;
      Tensor weights = weights(Shape.of(outputs, window.kernelHeight(), window.kernelWidth(), inputs));
      Value bias = builder.constant("bias", random.bias(from.type(), weights));
      return typed("conv", new Conv(window, groups, clamp()), List.of(from, builder.constant("weights", weights), bias));
    } catch (OpException tooSmall) {
      return from;
    }
  }

  private Tensor weights(Shape shape) {
    return quantised ? random.s8(shape, random.weightQuant(shape.dim(0))) : random.f32(shape);
  }

  private Clamp clamp() {
    return random.oneOf(List.of(Clamp.NONE, Clamp.RELU, new Clamp(0, 6)));
  }

  private Value pool(Value from) {
    Window window = window();
    Window plain = new Window(
        window.kernelHeight(), window.kernelWidth(), window.strideHeight(), window.strideWidth(), 1, 1,
        Math.min(window.padTop(), window.kernelHeight() - 1), window.padLeft(),
        Math.min(window.padBottom(), window.kernelHeight() - 1), window.padRight());
    try {
      if (random.chance(0.5)) {
        return builder.add("max", new MaxPool(plain), from);
      }
      int ceilBottom = Math.min(plain.padBottom(), random.between(0, 1));
      return typed("average", new AveragePool(plain, random.chance(0.5), ceilBottom, 0), List.of(from));
    } catch (OpException tooSmall) {
      return from;
    }
  }

  /** With another map of the same shape, or with a constant for each channel. */
  private Value sum(Value from, List<Value> maps) {
    Binary add = new Binary(Binary.Kind.ADD, clamp());
    List<Value> partners = maps.stream().filter(map -> map != from && map.shape().equals(from.shape())).toList();
    if (!partners.isEmpty()) {
      return typed("sum", add, random.chance(0.5) ? List.of(from, random.oneOf(partners)) : List.of(random.oneOf(partners), from));
    }
    Shape channels = Shape.of(from.shape().dim(3));
    return typed("shift", add, List.of(from, builder.constant("shift", random.real(channels, quantised))));
  }

  private Value mean(Value map) {
    return typed("mean", new Reduce(Reduce.Kind.MEAN, List.of(1, 2), true), List.of(map));
  }

  private Value retyped(String name, Op op, Value from) {
    return typed(name, op, List.of(from));
  }

  private Value typed(String name, Op op, List<Value> inputs) {
    TensorType inferred = op.infer(inputs.stream().map(Value::type).toList()).get(0);
    return builder.addTyped(name, op, inputs, List.of(name), List.of(type(inferred.shape()))).get(0);
  }

  /** Scales of one order, so that every operator's integers can represent the others'. */
  private TensorType type(Shape shape) {
    return quantised
        ? TensorType.quantised(DType.S8, shape, Quant.perTensor(random.powerOfTwo(-5, -3), random.quant().zeroPoint()))
        : TensorType.f32(shape);
  }
}
