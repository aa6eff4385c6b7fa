package org.modelc.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Op;
import org.modelc.op.Reduce;
import org.modelc.op.Unary;

/** What gradients need is still there when they are computed, whatever Java's garbage collector has freed in between. */
class GradientMemoryTest {
  private static final float[] ELEMENTS = {-2, -1, -0.5f, 0.25f, 0.5f, 1, 2, 3};
  private static final int BUFFERS = 20_000;

  static List<Op> operators() {
    List<Op> operators = new ArrayList<>(List.of(new Reduce(Reduce.Kind.MEAN, List.of(0), true)));
    for (Unary.Kind kind : List.of(Unary.Kind.GELU, Unary.Kind.GELU_TANH, Unary.Kind.HARD_SIGMOID, Unary.Kind.HARD_SWISH,
        Unary.Kind.LEAKY_RELU, Unary.Kind.ELU, Unary.Kind.SELU, Unary.Kind.SILU, Unary.Kind.SOFTPLUS, Unary.Kind.RECIPROCAL)) {
      operators.add(new Unary(kind, 0.3f, 0.6f));
    }
    return operators;
  }

  @ParameterizedTest
  @MethodSource("operators")
  void gradientsDoNotReadFreedMemory(Op op) {
    float[] expected = gradient(op, () -> {});
    float[] afterCollection = gradient(op, GradientMemoryTest::overwriteFreedMemory);

    assertThat(afterCollection).isEqualTo(expected);
    for (float element : expected) {
      assertThat(element).isFinite();
    }
  }

  private static float[] gradient(Op op, Runnable beforeGradients) {
    GraphBuilder builder = new GraphBuilder("one");
    Value x = builder.input("x", TensorType.f32(Shape.of(ELEMENTS.length)));
    Graph graph = addTo(builder, op, x);
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray input = manager.create(ELEMENTS, new ai.djl.ndarray.types.Shape(1, ELEMENTS.length));
      input.setRequiresGradient(true);
      try (GradientCollector collector = NativeEngine.get().newGradientCollector()) {
        NDArray sum = GraphOnEngine.of(graph, graph.outputs())
            .run(List.of(input), Map.of(), GraphOnEngine.Storage.FLOATS).get(graph.outputs().get(0)).sum();
        beforeGradients.run();
        collector.backward(sum);
      }
      return input.getGradient().toFloatArray();
    }
  }

  private static Graph addTo(GraphBuilder builder, Op op, Value x) {
    builder.output(builder.add("r", op, x));
    return builder.build();
  }

  /** Small buffers that the collector has freed are taken again and filled with what is no number. */
  private static void overwriteFreedMemory() {
    List<ByteBuffer> taken = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      System.gc();
      sleep();
      for (int i = 0; i < BUFFERS; i++) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(i % 2 == 0 ? Float.BYTES : Double.BYTES);
        byte[] ones = new byte[buffer.capacity()];
        Arrays.fill(ones, (byte) -1);
        taken.add(buffer.put(ones));
      }
    }
    assertThat(taken).hasSize(3 * BUFFERS);
  }

  /** The collector frees buffers in a thread of its own. */
  private static void sleep() {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
