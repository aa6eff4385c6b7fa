package org.modelc.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Cast;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Compare;
import org.modelc.op.Concat;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Expand;
import org.modelc.op.Gather;
import org.modelc.op.MatMul;
import org.modelc.op.MaxPool;
import org.modelc.op.Normalise;
import org.modelc.op.Op;
import org.modelc.op.Pad;
import org.modelc.op.Reduce;
import org.modelc.op.Resample;
import org.modelc.op.Reshape;
import org.modelc.op.Scan;
import org.modelc.op.Scatter;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.op.Softmax;
import org.modelc.op.Transpose;
import org.modelc.op.Unary;
import org.modelc.op.Window;
import org.modelc.reference.Interpreter;

/** The engine's gradients against finite differences of what the reference interpreter computes. */
class GradientsTest {
  private static final float STEP = 2e-3f;
  /** Inputs differ from each other and from 0 by more than two steps, so that no difference crosses the corner of a function. */
  private static final float SPACING = 6e-3f;
  private static final Window WINDOW = new Window(3, 2, 2, 1, 1, 1, 1, 0, 0, 1);
  private static final Window DILATED = new Window(2, 2, 1, 1, 2, 2, 1, 1, 0, 0);

  private final Random random = new Random(17);
  private final Map<String, Graph> graphs = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> gradientsEqualFiniteDifferences() {
    addLayers();
    addPairs();
    addMovements();
    addSelections();
    addFunctions();
    return graphs.entrySet().stream().map(graph -> DynamicTest.dynamicTest(graph.getKey(), () -> assertGradients(graph.getValue())));
  }

  private void addLayers() {
    add("convolution", Shape.of(1, 6, 5, 4), (builder, x) ->
        builder.add("r", new Conv(WINDOW, 2, Clamp.RELU), x, constant(builder, "w", 6, 3, 2, 2), constant(builder, "b", 6)));
    add("product with weights", Shape.of(2, 3, 4), (builder, x) ->
        builder.add("r", new Dense(Clamp.NONE), x, constant(builder, "w", 5, 4), constant(builder, "b", 5)));
    for (Window window : List.of(WINDOW, DILATED)) {
      addOne(new MaxPool(window), Shape.of(1, 6, 5, 4));
      addOne(new AveragePool(window, false, 0, 0), Shape.of(1, 6, 5, 4));
    }
    for (boolean centred : List.of(true, false)) {
      add("normalisation, centred " + centred, Shape.of(2, 5, 3), (builder, x) -> builder.add(
          "r", new Normalise(List.of(1, 2), 1e-3f, centred), x, constant(builder, "s", 1, 1, 3), constant(builder, "b", 1, 1, 3)));
    }
    addOne(new Softmax(1), Shape.of(2, 5, 3));
    for (Reduce.Kind kind : Reduce.Kind.values()) {
      addOne(new Reduce(kind, List.of(0, 2), false), Shape.of(2, 5, 3));
    }
    for (Scan.Kind kind : Scan.Kind.values()) {
      addOne(new Scan(kind, 1, true, true), Shape.of(2, 5, 3));
    }
  }

  private void addPairs() {
    for (Binary.Kind kind : List.of(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL, Binary.Kind.DIV, Binary.Kind.MIN, Binary.Kind.MAX)) {
      add(kind.name(), Shape.of(2, 5, 3), (builder, x) -> {
        Value other = builder.add("other", new Slice(List.of(1, 4, 0), List.of(1, -1, 1), Shape.of(1, 5, 3)), x);
        Value away = plus(builder, other, kind == Binary.Kind.DIV ? 1 : SPACING / 2);
        return builder.add("r", new Binary(kind, Clamp.NONE), x, away);
      });
    }
    add("power", Shape.of(2, 5), (builder, x) -> {
      Value positive = builder.add("positive", Unary.of(Unary.Kind.EXP), x);
      return builder.add("r", new Binary(Binary.Kind.POW, Clamp.NONE), positive, x);
    });
    add("product of variables", Shape.of(2, 3, 4), (builder, x) ->
        builder.add("r", new MatMul(), x, builder.add("t", new Transpose(List.of(0, 2, 1)), x)));
  }

  private void addMovements() {
    addOne(new Reshape(Shape.of(5, 6)), Shape.of(2, 5, 3));
    addOne(new Transpose(List.of(2, 0, 1)), Shape.of(2, 5, 3));
    addOne(new Pad(List.of(0, 1, 2), List.of(1, 0, 3), 0.5f), Shape.of(2, 5, 3));
    addOne(new Slice(List.of(1, 4, 0), List.of(1, -2, 1), Shape.of(1, 3, 2)), Shape.of(2, 5, 3));
    addOne(new Expand(Shape.of(4, 2, 5, 3)), Shape.of(2, 1, 3));
    add("concatenation", Shape.of(2, 5, 3), (builder, x) -> builder.add("r", new Concat(1), x, constant(builder, "c", 2, 2, 3), x));
    add("resampling", Shape.of(2, 5, 3), (builder, x) -> {
      Tensor indices = Tensor.of(TensorType.of(DType.S32, Shape.of(4, 2)), new int[] {0, 1, 1, 2, 4, 4, 3, 0});
      return builder.add("r", new Resample(1), x, builder.constant("i", indices), constant(builder, "w", 4, 2));
    });
  }

  private void addSelections() {
    add("gathered by constant", Shape.of(2, 5, 3), (builder, x) -> builder.add("r", new Gather(1), x, longs(builder, 4, -1, 0, 0)));
    add("gathered by sample", Shape.of(2, 5, 3), (builder, x) -> {
      Value three = builder.add("three", new Binary(Binary.Kind.MUL, Clamp.NONE), x, builder.constant("c", Tensor.f32(Shape.of(1), 3)));
      return builder.add("r", new Gather(1), x, builder.add("i", new Cast(DType.S64), three));
    });
    add("selected", Shape.of(2, 5, 3), (builder, x) -> {
      Value zero = builder.constant("zero", Tensor.f32(Shape.of(1), 0));
      Value isNegative = builder.add("c", new Compare(Compare.Kind.LESS), x, zero);
      return builder.add("r", new Select(), isNegative, builder.add("e", Unary.of(Unary.Kind.EXP), x), x);
    });
    for (Scatter.Kind kind : List.of(Scatter.Kind.REPLACE, Scatter.Kind.ADD)) {
      add("scattered, " + kind, Shape.of(6, 3), (builder, x) -> builder.add("r", new Scatter(kind), x, longs(builder, 4, 0, 4),
          builder.add("u", new Slice(List.of(1, 0), List.of(1, 1), Shape.of(3, 3)), x)));
    }
    addOne(new Clip(new Clamp(-0.05f, 0.03f)), Shape.of(2, 5, 3));
  }

  /** Where a function is defined around 1/2, and away from its corners. */
  private void addFunctions() {
    for (Unary.Kind kind : Unary.Kind.values()) {
      float middle = kind == Unary.Kind.ACOSH ? 1.5f : 0.6f;
      add(kind.name(), Shape.of(2, 5), (builder, x) -> builder.add("r", new Unary(kind, 0.3f, 0.6f), plus(builder, x, middle)));
    }
  }

  private static Value plus(GraphBuilder builder, Value x, float number) {
    return builder.add("sum", new Binary(Binary.Kind.ADD, Clamp.NONE), x, builder.constant("number", Tensor.f32(Shape.of(1), number)));
  }

  private static Value longs(GraphBuilder builder, long... values) {
    return builder.constant("i", Tensor.of(TensorType.of(DType.S64, Shape.of(values.length)), values));
  }

  private Value constant(GraphBuilder builder, String name, int... dims) {
    float[] floats = new float[Shape.of(dims).elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextGaussian();
    }
    return builder.constant(name, Tensor.f32(Shape.of(dims), floats));
  }

  private void addOne(Op op, Shape shape) {
    add(op.toString(), shape, (builder, x) -> builder.add("r", op, x));
  }

  private void add(String name, Shape shape, BiFunction<GraphBuilder, Value, Value> network) {
    GraphBuilder builder = new GraphBuilder("one");
    builder.output(network.apply(builder, builder.input("x", TensorType.f32(shape))));
    graphs.put(name, builder.build());
  }

  private void assertGradients(Graph graph) {
    float[] x = spread(graph.inputs().get(0).type().elements());
    float[] factors = spread(graph.outputs().get(0).type().elements());
    float[] gradient = gradient(graph, x, factors);
    double largest = 1e-2;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(difference(graph, x, factors, i)));
    }
    for (int i = 0; i < x.length; i++) {
      assertThat((double) gradient[i]).as("element " + i).isCloseTo(difference(graph, x, factors, i), within(5e-3 * largest));
    }
  }

  /** Numbers of both signs at equal distances, in random order. */
  private float[] spread(int count) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, random);
    float[] spread = new float[count];
    for (int i = 0; i < count; i++) {
      spread[i] = (order.get(i) - count / 2 + 0.5f) * SPACING * 40 / Math.min(count, 40);
    }
    return spread;
  }

  /** The change of the results, each times its factor, with element {@code i}. */
  private static double difference(Graph graph, float[] x, float[] factors, int i) {
    float[] above = x.clone();
    float[] below = x.clone();
    above[i] += STEP;
    below[i] -= STEP;
    float[] high = results(graph, above);
    float[] low = results(graph, below);
    double sum = 0;
    for (int r = 0; r < factors.length; r++) {
      sum += factors[r] * ((double) high[r] - low[r]);
    }
    return sum / ((double) above[i] - below[i]);
  }

  private static float[] results(Graph graph, float[] x) {
    return new Interpreter(graph).run(List.of(Tensor.f32(graph.inputs().get(0).shape(), x))).get(0).floats();
  }

  private static float[] gradient(Graph graph, float[] x, float[] factors) {
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray input = manager.create(x, GraphOnEngine.shape(1, graph.inputs().get(0).shape()));
      input.setRequiresGradient(true);
      GraphOnEngine onEngine = GraphOnEngine.of(graph, graph.outputs());
      NDArray weights = manager.create(factors, GraphOnEngine.shape(1, graph.outputs().get(0).shape()));
      try (GradientCollector collector = NativeEngine.get().newGradientCollector()) {
        NDArray result = onEngine.run(List.of(input), onEngine.constants(manager), GraphOnEngine.Storage.FLOATS).get(graph.outputs().get(0));
        collector.backward(result.mul(weights).sum());
      }
      return input.getGradient().toFloatArray();
    }
  }
}
