package org.modelc.stream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
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
import org.modelc.op.Concat;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;
import org.modelc.op.Window;

/**
 * Random networks on a window of rows, along the height or, as of one-dimensional networks, along the width: windows without padding along the
 * rows, branches that are cut and joined, and a part at the end that needs all rows.
 */
public final class RandomStreams {
  private static final int LAYERS = 6;
  private static final int MOST_STRIDE = 4;

  private final RandomTensors random;
  private final boolean quantised;
  private final boolean upright;
  private final int axis;
  private final GraphBuilder builder = new GraphBuilder("stream");
  private int stride = 1;

  private RandomStreams(long seed, boolean quantised) {
    this.random = new RandomTensors(seed);
    this.quantised = quantised;
    this.upright = random.chance(0.5);
    this.axis = upright ? 1 : 2;
  }

  public static Graph graph(long seed, boolean quantised) {
    return new RandomStreams(seed, quantised).build();
  }

  /** Random windows for a graph. */
  public static SampleSet samples(Graph graph, long seed, int count) {
    RandomTensors random = new RandomTensors(seed);
    return SampleSet.of(IntStream.range(0, count).mapToObj(i -> List.of(random.elements(graph.inputs().get(0).type()))).toList());
  }

  /** Rows of a push that fit the graph: a multiple of its total stride, larger for some seeds. */
  public static int pushRows(Graph graph, long seed) {
    StreamedRows rows = new StreamedRows(graph);
    int stride = rows.totalStride();
    int most = rows.of(graph.inputs().get(0)).rows() / stride;
    return stride * Math.min(most, List.of(1, 1, 2, 5).get((int) (seed % 4)));
  }

  private Graph build() {
    int rows = random.between(20, 34);
    int channels = random.oneOf(List.of(1, 3, 4, 8));
    Shape shape = upright ? Shape.of(1, rows, random.between(1, 6), channels) : Shape.of(1, 1, rows, channels);
    Value map = builder.input("x", type(shape));
    map = convolution(map, Window.of(upright ? 3 : 1, upright ? 1 : 3), 1, random.oneOf(List.of(4, 5, 8)));
    for (int layer = 0; layer < LAYERS; layer++) {
      map = layer(map);
    }
    switch (random.between(0, 3)) {
      case 0 -> builder.output(map);
      case 1 -> builder.output(classes(mean(map)));
      case 2 -> builder.output(classes(map));
      default -> {
        builder.output(classes(transposed(map)));
        builder.output(mean(map));
      }
    }
    return builder.build();
  }

  private Value layer(Value from) {
    return switch (random.between(0, 7)) {
      case 0, 1 -> convolution(from, window(), 1, random.oneOf(List.of(3, 4, 8, 10)));
      case 2 -> convolution(from, window(), from.shape().dim(3), from.shape().dim(3));
      case 3 -> convolution(from, Window.of(1, 1), 1, random.oneOf(List.of(4, 5, 8)));
      case 4 -> pool(from);
      case 5 -> residual(from);
      case 6 -> joined(from);
      default -> typed("shift", new Binary(Binary.Kind.ADD, Clamp.RELU),
          List.of(from, builder.constant("shift", random.real(Shape.of(from.shape().dim(3)), quantised))));
    };
  }

  /** Along the rows without padding; across them with some. */
  private Window window() {
    int reach = random.oneOf(List.of(1, 2, 3, 3, 5));
    int step = stride < MOST_STRIDE && random.chance(0.3) ? 2 : 1;
    int dilation = random.chance(0.2) ? 2 : 1;
    return upright
        ? new Window(reach, 3, step, 1, dilation, 1, 0, 1, 0, 1)
        : new Window(1, reach, 1, step, 1, dilation, 0, 0, 0, 0);
  }

  private void count(Window window) {
    stride *= window.strideHeight() * window.strideWidth();
  }

  /** The input itself where it is too small for the window. */
  private Value convolution(Value from, Window window, int groups, int outputs) {
    try {
      int inputs = from.shape().dim(3) / groups;
      Shape shape = Shape.of(outputs, window.kernelHeight(), window.kernelWidth(), inputs);
      Tensor weights = quantised ? random.s8(shape, random.weightQuant(outputs)) : random.f32(shape);
      Clamp clamp = random.oneOf(List.of(Clamp.NONE, Clamp.RELU));
      Value result = typed(
          "conv", new Conv(window, groups, clamp),
          List.of(from, builder.constant("weights", weights), builder.constant("bias", random.bias(from.type(), weights))));
      count(window);
      return result;
    } catch (OpException tooSmall) {
      return from;
    }
  }

  private Value pool(Value from) {
    Window window = window();
    Window plain = new Window(
        window.kernelHeight(), window.kernelWidth(), window.strideHeight(), window.strideWidth(), 1, 1, 0, window.padLeft(), 0, window.padRight());
    try {
      Value result = random.chance(0.5)
          ? builder.add("max", new MaxPool(plain), from)
          : typed("average", new AveragePool(plain, random.chance(0.5), 0, 0), List.of(from));
      count(plain);
      return result;
    } catch (OpException tooSmall) {
      return from;
    }
  }

  /** A convolution plus its input, of which rows are cut off to fit. */
  private Value residual(Value from) {
    Window window = upright ? new Window(3, 3, 1, 1, 1, 1, 0, 1, 0, 1) : Window.of(1, 3);
    int channels = from.shape().dim(3);
    Value convolved = convolution(from, window, 1, channels);
    return convolved == from ? from : typed(
        "sum", new Binary(Binary.Kind.ADD, Clamp.NONE), List.of(cut(from, convolved.shape().dim(axis)), convolved));
  }

  private Value cut(Value from, int rows) {
    List<Integer> starts = new ArrayList<>(Collections.nCopies(4, 0));
    starts.set(axis, random.between(0, from.shape().dim(axis) - rows));
    return builder.add("cut", new Slice(starts, Collections.nCopies(4, 1), from.shape().withDim(axis, rows)), from);
  }

  /** Two parts of a map beside each other, one of them older. */
  private Value joined(Value from) {
    int rows = from.shape().dim(axis);
    return rows < 6 ? from : builder.add("join", new Concat(3), cut(from, rows - 2), cut(from, rows - 2));
  }

  private Value mean(Value map) {
    return typed("mean", new Reduce(Reduce.Kind.MEAN, List.of(1, 2), true), List.of(map));
  }

  private Value transposed(Value map) {
    return builder.add("first", new Transpose(List.of(0, 3, 1, 2)), map);
  }

  private Value classes(Value map) {
    int inputs = map.shape().elements();
    Value flat = builder.add("flat", new Reshape(Shape.of(1, inputs)), map);
    Tensor weights = quantised ? random.s8(Shape.of(3, inputs), random.weightQuant(3)) : random.f32(Shape.of(3, inputs));
    return typed("classes", new Dense(Clamp.NONE),
        List.of(flat, builder.constant("weights", weights), builder.constant("bias", random.bias(flat.type(), weights))));
  }

  private Value typed(String name, Op op, List<Value> inputs) {
    TensorType inferred = op.infer(inputs.stream().map(Value::type).toList()).get(0);
    return builder.addTyped(name, op, inputs, List.of(name), List.of(type(inferred.shape()))).get(0);
  }

  private TensorType type(Shape shape) {
    return quantised
        ? TensorType.quantised(DType.S8, shape, Quant.perTensor(random.powerOfTwo(-5, -3), random.quant().zeroPoint()))
        : TensorType.f32(shape);
  }
}
