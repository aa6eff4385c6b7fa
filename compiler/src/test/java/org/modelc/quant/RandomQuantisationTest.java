package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.ir.Verifier;
import org.modelc.kernel.Compilability;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Concat;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.MaxPool;
import org.modelc.op.Pad;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.op.Softmax;
import org.modelc.op.Transpose;
import org.modelc.op.Unary;
import org.modelc.op.Window;
import org.modelc.pass.DeadCode;
import org.modelc.pass.PassOptions;
import org.modelc.problem.Problem;
import org.modelc.problem.Problems;

/** Random small networks over all kinds of operators: the quantised form is well formed, proven to fit its integers, and close. */
class RandomQuantisationTest {
  private static final QuantisationOptions OPTIONS = QuantisationOptions.DEFAULT.withMethod(RangeMethod.LEAST_ERROR);
  private static final int STEPS = 12;
  private static final int SAMPLES = 12;

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void quantisedFormIsSoundAndClose(int seed) {
    Graph graph = new Generator(seed).graph();
    Verifier.verify(graph, "test");
    SampleSet samples = samples(graph, seed);
    Calibration calibration = Calibration.of(graph, samples);
    Problems problems = new Problems();
    Graph quantised = Quantiser.quantise(graph, calibration, OPTIONS, problems);

    Verifier.verify(quantised, "Quantiser");
    Compilability.check(quantised, problems);
    assertThat(problems.all()).filteredOn(problem -> problem.code().isError()).extracting(Problem::toString).isEmpty();
    requireCoverage(quantised, calibration);
    Comparison comparison = Comparison.of(graph, quantised, samples);
    graph.nodes().stream().map(Node::output).filter(value -> !StoragePlan.isOnlyMoved(graph, value)).forEach(value ->
        assertThat(comparison.signalToNoise().get(value.name()).decibels()).as(value.name()).isGreaterThan(25));
  }

  /** Every number in the chosen range of a value that something computes with has an integer at most half a step away. */
  private static void requireCoverage(Graph quantised, Calibration calibration) {
    for (Node node : quantised.nodes()) {
      Value value = node.output();
      if (value.type().isQuantised() && !StoragePlan.isOnlyMoved(quantised, value) && calibration.statistics(value.name()).isPresent()) {
        Range range = OPTIONS.method().choose(calibration.statistics(value.name()).orElseThrow());
        float scale = value.type().requireQuant().scale();
        int zeroPoint = value.type().requireQuant().zeroPoint();
        assertThat(range.min()).as(value.name()).isGreaterThan((-128.51 - zeroPoint) * scale);
        assertThat(range.max()).as(value.name()).isLessThan((127.51 - zeroPoint) * scale + 1.0 / 256);
      }
    }
  }

  private static SampleSet samples(Graph graph, int seed) {
    Random random = new Random(seed + 1000);
    return SampleSet.of(IntStream.range(0, SAMPLES).mapToObj(i -> List.of(gaussian(random, graph.inputs().get(0).shape(), 1))).toList());
  }

  private static Tensor gaussian(Random random, Shape shape, double scale) {
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return Tensor.f32(shape, values);
  }

  private static final class Generator {
    private final GraphBuilder builder = new GraphBuilder("random");
    private final Random random;
    private final List<Value> values = new ArrayList<>();

    Generator(int seed) {
      random = new Random(seed);
    }

    Graph graph() {
      values.add(builder.input("x", TensorType.f32(Shape.of(1, 4 + random.nextInt(3), 4 + random.nextInt(3), 1 + random.nextInt(4)))));
      for (int step = 0; step < STEPS; step++) {
        values.add(step("n" + step, pick()));
      }
      builder.output(pick());
      Value flat = builder.add("flat", new Reshape(Shape.of(1, pickLast().type().elements())), pickLast());
      builder.output(builder.add("scores", new Softmax(1), dense("fc", flat)));
      return new DeadCode().run(builder.build(), PassOptions.DEFAULT);
    }

    private Value pick() {
      return values.get(random.nextInt(values.size()));
    }

    private Value pickLast() {
      return values.get(values.size() - 1);
    }

    private Value constant(String name, double scale, Shape shape) {
      return builder.constant(name, gaussian(random, shape, scale));
    }

    private Value dense(String name, Value input) {
      int width = input.shape().dim(-1);
      return builder.add(name, new Dense(Clamp.NONE), input,
          constant(name + ".w", 1 / Math.sqrt(width), Shape.of(5, width)), constant(name + ".b", 0.1, Shape.of(5)));
    }

    private Value conv(String name, Value input, int groups, int outputs) {
      int inputs = input.shape().dim(3) / groups;
      Window window = Window.of(3, 3).withPads(1, 1, 1, 1);
      return builder.add(name, new Conv(window, groups, random.nextBoolean() ? Clamp.RELU : Clamp.NONE), input,
          constant(name + ".w", 0.3, Shape.of(outputs, 3, 3, inputs)), constant(name + ".b", 0.3, Shape.of(outputs)));
    }

    private Value step(String name, Value x) {
      Shape shape = x.shape();
      int channels = shape.dim(3);
      Window pool = Window.of(3, 3).withPads(1, 1, 1, 1);
      return switch (random.nextInt(17)) {
        case 0, 1 -> conv(name, x, 1, 1 + random.nextInt(6));
        case 2 -> conv(name, x, channels, channels);
        case 3 -> builder.add(name, new MaxPool(pool), x);
        case 4 -> builder.add(name, new AveragePool(pool, random.nextBoolean(), 0, 0), x);
        case 5 -> builder.add(name, new Binary(Binary.Kind.ADD, Clamp.NONE), x, other(x));
        case 6 -> builder.add(name, new Binary(Binary.Kind.SUB, Clamp.NONE), x, constant(name + ".c", 1, Shape.of(channels)));
        case 7 -> builder.add(name, new Binary(Binary.Kind.MUL, Clamp.NONE), x, constant(name + ".c", 1, Shape.of(channels)));
        case 8 -> builder.add(name, new Binary(Binary.Kind.MAX, Clamp.NONE), x, constant(name + ".c", 0.1, Shape.of(channels)));
        case 9 -> builder.add(name, Unary.of(random.nextBoolean() ? Unary.Kind.TANH : Unary.Kind.SIGMOID), x);
        case 10 -> builder.add(name, new Clip(new Clamp(-0.5f, 3)), x);
        case 11 -> builder.add(name, new Concat(3), x, conv(name + ".b", x, 1, 2), constant(name + ".c", 2, shape.withDim(3, 1)));
        case 12 -> builder.add(name, new Transpose(List.of(0, 2, 1, 3)), x);
        case 13 -> builder.add(name, new Pad(List.of(0, 1, 0, 0), List.of(0, 0, 1, 0), 0.5f), x);
        case 14 -> builder.add(name, new Slice(List.of(0, 0, 0, 0), List.of(1, 1, 2, 1), shape.withDim(2, (shape.dim(2) + 1) / 2)), x);
        case 15 -> builder.add(name, new Softmax(3), x);
        default -> builder.add(name, new Reduce(Reduce.Kind.MEAN, List.of(1), true), x);
      };
    }

    private Value other(Value x) {
      return values.stream().filter(value -> value.shape().equals(x.shape())).findFirst().orElse(x);
    }
  }
}
