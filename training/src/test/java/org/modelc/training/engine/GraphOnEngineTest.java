package org.modelc.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.TestModels;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.onnx.OnnxImporter;
import org.modelc.op.ArgMax;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Bitwise;
import org.modelc.op.Cast;
import org.modelc.op.Clamp;
import org.modelc.op.Compare;
import org.modelc.op.Conv;
import org.modelc.op.Expand;
import org.modelc.op.Fourier;
import org.modelc.op.Gather;
import org.modelc.op.MatMul;
import org.modelc.op.MaxPool;
import org.modelc.op.Normalise;
import org.modelc.op.Op;
import org.modelc.op.Quantise;
import org.modelc.op.Reduce;
import org.modelc.op.Resample;
import org.modelc.op.Scan;
import org.modelc.op.Scatter;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.op.TopK;
import org.modelc.op.Transpose;
import org.modelc.op.Unary;
import org.modelc.op.Window;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.pass.RandomNetworks;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;

/** The engine computes what the reference interpreter computes, several samples at once. */
class GraphOnEngineTest {
  private static final int SAMPLES = 3;

  @ParameterizedTest
  @ValueSource(strings = {
    "mlperf-tiny/ad_float.onnx",
    "mlperf-tiny/kws_float.onnx",
    "mlperf-tiny/resnet8_float.onnx",
    "mlperf-tiny/sww_float.onnx",
    "mlperf-tiny/vww_float.onnx",
    "trained/a-lenet-mnist/lenet_legacy_op17.onnx",
    "trained/b-dscnn-cifar10/dscnn_bn_unfused_op17.onnx",
    "trained/c-cnn1d-har/har1d_legacy_op17.onnx",
    "trained/d-mlp-digits/mlp_digits.onnx",
    "trained/d-mlp-digits/pipeline_scaler_mlp_tanh_digits.onnx",
    "trained/f-distill-mnist/teacher_op17.onnx",
  })
  void sharedModels(String name) {
    Graph imported = OnnxImporter.load(TestModels.requireShared("models/" + name), new Problems());
    assertSame(imported, 1e-4);
    assertSame(Pipeline.run(Pipeline.OPTIMISE, imported, PassOptions.DEFAULT), 1e-4);
  }

  @Test
  void randomNetworks() {
    for (long seed = 0; seed < 150; seed++) {
      Graph graph = RandomNetworks.of(seed, 8, false);
      assertSame(graph, 1e-4);
      assertSame(Pipeline.run(Pipeline.OPTIMISE, graph, PassOptions.DEFAULT), 1e-4);
    }
  }

  @ParameterizedTest
  @EnumSource(Unary.Kind.class)
  void functions(Unary.Kind kind) {
    assertSameOrRefused(oneNode(new Unary(kind, 0.3f, 0.6f), Shape.of(2, 50)), 1e-5);
  }

  @ParameterizedTest
  @EnumSource(Binary.Kind.class)
  void arithmeticBroadcasts(Binary.Kind kind) {
    GraphBuilder builder = new GraphBuilder("binary");
    Value a = builder.input("a", TensorType.f32(Shape.of(4, 3)));
    Value b = builder.constant("b", Tensor.f32(Shape.of(2, 1, 3), 1, 2, 3, 4, 5, 6));
    builder.output(builder.add("r", new Binary(kind, new Clamp(-5, 5)), a, b));
    assertSameOrRefused(builder.build(), 1e-5);
  }

  @Test
  void windowsOfAllKinds() {
    Random random = new Random(5);
    for (int i = 0; i < 100; i++) {
      int channels = 1 + random.nextInt(4);
      Window window = window(random);
      Shape shape = Shape.of(1 + random.nextInt(2), 7 + random.nextInt(3), 6, channels);
      Window dilated = new Window(window.kernelHeight(), window.kernelWidth(), window.strideHeight(), window.strideWidth(),
          1 + random.nextInt(2), 1, window.padTop(), window.padLeft(), window.padBottom(), window.padRight());
      for (Window any : List.of(window, dilated)) {
        assertSame(oneNode(new MaxPool(any), shape), 1e-5);
        assertSame(oneNode(new AveragePool(any, random.nextBoolean(), 0, 0), shape), 1e-5);
        assertSame(convolution(random, shape, any), 1e-5);
      }
    }
  }

  private static Window window(Random random) {
    return new Window(2 + random.nextInt(2), 2 + random.nextInt(2), 1 + random.nextInt(2), 1 + random.nextInt(2), 1, 1,
        random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2));
  }

  private static Graph convolution(Random random, Shape shape, Window window) {
    int channels = shape.dim(3);
    int groups = random.nextBoolean() ? channels : 1;
    int outputs = groups * (1 + random.nextInt(3));
    GraphBuilder builder = new GraphBuilder("conv");
    Value x = builder.input("x", TensorType.f32(shape));
    Value weights = builder.constant(
        "w", random(TensorType.f32(Shape.of(outputs, window.kernelHeight(), window.kernelWidth(), channels / groups)), random));
    Value bias = builder.constant("b", random(TensorType.f32(Shape.of(outputs)), random));
    builder.output(builder.add("r", new Conv(window, groups, Clamp.RELU), x, weights, bias));
    return builder.build();
  }

  @ParameterizedTest
  @EnumSource(Reduce.Kind.class)
  void reductions(Reduce.Kind kind) {
    assertSame(oneNode(new Reduce(kind, List.of(1, 2), true), Shape.of(2, 3, 4, 5)), 1e-5);
    assertSame(oneNode(new Reduce(kind, List.of(0, 3), false), Shape.of(2, 3, 4, 5)), 1e-5);
  }

  @Test
  void slicesAndGathers() {
    assertSame(oneNode(new Slice(List.of(1, 4), List.of(1, -2), Shape.of(2, 2)), Shape.of(3, 6)), 0);
    GraphBuilder builder = new GraphBuilder("gather");
    Value x = builder.input("x", TensorType.f32(Shape.of(2, 5, 3)));
    Value indices = builder.constant("i", Tensor.of(TensorType.of(DType.S64, Shape.of(2, 2)), new long[] {0, -1, 2, 9}));
    builder.output(builder.add("r", new Gather(1), x, indices));
    assertSame(builder.build(), 0);
  }

  /** Each sample has its own indices, into what is its own or the same for all. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void gathersWhatSamplesName(int axis) {
    GraphBuilder builder = new GraphBuilder("gather");
    Value x = builder.input("x", TensorType.f32(Shape.of(2, 3, 5)));
    Value scaled = builder.add("scaled", new Binary(Binary.Kind.MUL, Clamp.NONE), x, builder.constant("four", Tensor.f32(Shape.of(1), 4)));
    Value indices = builder.add("indices", new Cast(DType.S64), scaled);
    Value table = builder.constant("table", random(TensorType.f32(Shape.of(4, 5, 6)), new Random(1)));
    builder.output(builder.add("own", new Gather(axis), x, indices));
    builder.output(builder.add("same", new Gather(axis), table, indices));
    assertSame(builder.build(), 0);
  }

  @ParameterizedTest
  @EnumSource(Compare.Kind.class)
  void choosesElementsByCondition(Compare.Kind kind) {
    GraphBuilder builder = new GraphBuilder("select");
    Value x = builder.input("x", TensorType.f32(Shape.of(4, 1, 3)));
    Value y = builder.input("y", TensorType.f32(Shape.of(2, 3)));
    Value zero = builder.constant("zero", Tensor.f32(Shape.of(), 0));
    Value holds = builder.add("holds", new Compare(kind), x, y);
    Value isZero = builder.add("is_zero", new Compare(kind), y, zero);
    for (Bitwise.Kind joint : List.of(Bitwise.Kind.AND, Bitwise.Kind.OR, Bitwise.Kind.XOR)) {
      Value condition = builder.add("condition_" + joint, new Bitwise(joint), isZero, holds);
      builder.output(builder.add("chosen_" + joint, new Select(), condition, x, zero));
    }
    assertSame(builder.build(), 0);
  }

  @Test
  void repeatedElements() {
    assertSame(oneNode(new Expand(Shape.of(3, 2, 4, 5)), Shape.of(2, 1, 5)), 0);
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void runningSumsAndProducts(boolean exclusive, boolean reverse) {
    for (Scan.Kind kind : Scan.Kind.values()) {
      assertSame(oneNode(new Scan(kind, 1, exclusive, reverse), Shape.of(2, 4, 3)), 1e-5);
    }
  }

  /** Halves of whole numbers, so that many are equal. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void largestAndSmallestElements(boolean largest) {
    GraphBuilder builder = new GraphBuilder("top");
    Value x = builder.input("x", TensorType.f32(Shape.of(2, 40)));
    Value rounded = builder.add("rounded", Unary.of(Unary.Kind.ROUND), x);
    builder.output(builder.add("r", new TopK(1, 30, largest), rounded));
    Graph graph = builder.build();
    assertSame(graph, graph.outputs(), 0);
  }

  @ParameterizedTest
  @EnumSource(Scatter.Kind.class)
  void scatteredBlocks(Scatter.Kind kind) {
    GraphBuilder builder = new GraphBuilder("scatter");
    Value x = builder.input("x", TensorType.f32(Shape.of(5, 3)));
    Value indices = builder.constant("i", Tensor.of(TensorType.of(DType.S64, Shape.of(4)), new long[] {3, 0, 3, 9}));
    builder.output(builder.add("r", new Scatter(kind), x, indices, builder.input("updates", TensorType.f32(Shape.of(4, 3)))));
    assertSameOrRefused(builder.build(), 1e-5);
  }

  @Test
  void integersOfIndicesAreComputedToo() {
    for (Binary.Kind kind : Binary.Kind.values()) {
      GraphBuilder builder = new GraphBuilder("integers");
      Value x = builder.add("x_integer", new Cast(DType.S64), builder.input("x", TensorType.f32(Shape.of(2, 30))));
      Value y = builder.constant("y", Tensor.of(TensorType.of(DType.S64, Shape.of(2, 1)), new long[] {3, -2}));
      builder.output(builder.add("r", new Binary(kind, Clamp.NONE), x, y));
      Graph graph = builder.build();
      if (graph.nodes().stream().allMatch(EngineOperators::supports)) {
        assertSame(graph, graph.outputs(), 0);
      } else {
        assertThat(kind).isIn(Binary.Kind.DIV, Binary.Kind.POW, Binary.Kind.REMAINDER, Binary.Kind.MOD);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void normalisations(boolean centred) {
    GraphBuilder builder = new GraphBuilder("normalise");
    Value x = builder.input("x", TensorType.f32(Shape.of(2, 5, 3)));
    Value scale = builder.constant("s", random(TensorType.f32(Shape.of(1, 1, 3)), new Random(1)));
    Value bias = builder.constant("b", random(TensorType.f32(Shape.of(1, 1, 3)), new Random(2)));
    Value rows = builder.add("rows", new Normalise(List.of(1, 2), 1e-3f, centred), x, scale, bias);
    builder.output(builder.add("r", new Normalise(List.of(1), 1e-3f, centred), rows, scale, bias));
    assertSame(builder.build(), 1e-4);
  }

  @Test
  void productsOfVariables() {
    GraphBuilder builder = new GraphBuilder("products");
    Value a = builder.input("a", TensorType.f32(Shape.of(2, 3, 4, 5)));
    Value b = builder.add("b", new Transpose(List.of(0, 1, 3, 2)), a);
    builder.output(builder.add("r", new MatMul(), a, b));
    builder.output(builder.add("s", new MatMul(), builder.constant("c", random(TensorType.f32(Shape.of(1, 1, 2, 4)), new Random(3))), a));
    assertSame(builder.build(), 1e-4);
  }

  @Test
  void fourierTransforms() {
    GraphBuilder builder = new GraphBuilder("fourier");
    Value x = builder.input("x", TensorType.f32(Shape.of(3, 10, 2)));
    Value spectrum = builder.add("spectrum", new Fourier(12, false, true), x);
    builder.output(spectrum);
    builder.output(builder.add("signal", new Fourier(12, true, true), spectrum));
    builder.output(builder.add("inverse", new Fourier(7, true, false), x));
    assertSame(builder.build(), 1e-5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void resampledAxes(int axis) {
    GraphBuilder builder = new GraphBuilder("resample");
    Value x = builder.input("x", TensorType.f32(Shape.of(3, 4, 3)));
    Value indices = builder.constant("i", Tensor.of(TensorType.of(DType.S32, Shape.of(5, 2)), new int[] {0, 1, 1, 2, 2, 2, 0, 2, 1, 1}));
    Value weights = builder.constant("w", random(TensorType.f32(Shape.of(5, 2)), new Random(4)));
    builder.output(builder.add("r", new Resample(axis), x, indices, weights));
    assertSame(builder.build(), 1e-5);
  }

  @Test
  void indexOfTheLargest() {
    Graph graph = oneNode(new ArgMax(1, false, false), Shape.of(2, 7, 3));
    assertSame(graph, graph.outputs(), 0);
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = {"F32", "S32", "S64", "BOOL"})
  void conversions(DType dtype) {
    Graph graph = oneNode(new Cast(dtype), Shape.of(2, 30));
    assertSame(graph, graph.outputs(), 0);
  }

  @Test
  void namesEveryNodeThatItCannotCompute() {
    GraphBuilder builder = new GraphBuilder("bad");
    Value x = builder.input("x", TensorType.f32(Shape.of(1, 8, 8, 1)));
    Value rest = builder.add("odd_rest", new Binary(Binary.Kind.REMAINDER, Clamp.NONE), x, x);
    builder.output(builder.add("odd_type", new Cast(DType.F64), x));
    builder.output(builder.add("odd_step", new Quantise(DType.S8, Quant.perTensor(0.1f, 0)), rest));
    Graph graph = builder.build();

    assertThatThrownBy(() -> GraphOnEngine.of(graph, graph.outputs()))
        .isInstanceOf(ProblemException.class).hasMessageContaining("E601 node \"odd_rest\"")
        .hasMessageContaining("E601 node \"odd_type\"").hasMessageContaining("E601 node \"odd_step\"");
  }

  private static Graph oneNode(Op op, Shape shape) {
    GraphBuilder builder = new GraphBuilder("one");
    builder.output(builder.add("r", op, builder.input("x", TensorType.f32(shape))));
    return builder.build();
  }

  /** Labels that scikit-learn's models look up in tables are no concern of training. */
  private static List<Value> realOutputs(Graph graph) {
    return graph.outputs().stream().filter(output -> output.type().dtype().isFloat()).toList();
  }

  private static void assertSame(Graph graph, double relative) {
    assertSame(graph, realOutputs(graph), relative);
  }

  /** What the engine has no form for must be refused by name. */
  private static void assertSameOrRefused(Graph graph, double relative) {
    if (graph.nodes().stream().allMatch(EngineOperators::supports)) {
      assertSame(graph, relative);
    } else {
      assertThatThrownBy(() -> GraphOnEngine.of(graph, graph.outputs())).hasMessageContaining("E601 node \"r\"");
    }
  }

  @Test
  void allFunctionsHaveAForm() {
    assertThat(Unary.Kind.values()).allMatch(kind -> oneNode(Unary.of(kind), Shape.of(3)).nodes().stream().allMatch(EngineOperators::supports));
  }

  private static void assertSame(Graph graph, List<Value> outputs, double relative) {
    Random random = new Random(11);
    List<List<Tensor>> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      samples.add(graph.inputs().stream().map(input -> random(input.type(), random)).toList());
    }
    try (NDManager manager = NativeEngine.newManager()) {
      GraphOnEngine onEngine = GraphOnEngine.of(graph, outputs);
      List<NDArray> inputs = new ArrayList<>();
      for (int i = 0; i < graph.inputs().size(); i++) {
        inputs.add(batch(manager, samples, i, graph.inputs().get(i)));
      }
      Map<Value, NDArray> results = onEngine.run(inputs, onEngine.constants(manager), GraphOnEngine.Storage.FLOATS);
      for (int sample = 0; sample < SAMPLES; sample++) {
        List<Tensor> expected = new Interpreter(graph).run(samples.get(sample));
        for (Value output : outputs) {
          NDArray actual = results.get(output).get(sample);
          assertClose(actual, expected.get(graph.outputs().indexOf(output)), relative, output.name());
        }
      }
    }
  }

  private static NDArray batch(NDManager manager, List<List<Tensor>> samples, int input, Value value) {
    float[] floats = new float[SAMPLES * value.type().elements()];
    for (int sample = 0; sample < SAMPLES; sample++) {
      System.arraycopy(samples.get(sample).get(input).floats(), 0, floats, sample * value.type().elements(), value.type().elements());
    }
    return manager.create(floats, GraphOnEngine.shape(SAMPLES, value.shape()));
  }

  private static void assertClose(NDArray actual, Tensor expected, double relative, String name) {
    assertThat(actual.getShape().getShape()).as(name).isEqualTo(Arrays.stream(expected.shape().toArray()).asLongStream().toArray());
    float[] floats = actual.toType(DataType.FLOAT32, false).toFloatArray();
    double largest = 1e-3;
    for (int i = 0; i < floats.length; i++) {
      largest = Double.isFinite(expected.real(i)) ? Math.max(largest, Math.abs(expected.real(i))) : largest;
    }
    for (int i = 0; i < floats.length; i++) {
      if (!Double.isFinite(expected.real(i))) {
        assertThat(Float.valueOf(floats[i])).as(name + "[" + i + "]").isEqualTo(Float.valueOf((float) expected.real(i)));
      } else {
        assertThat((double) floats[i]).as(name + "[" + i + "]").isCloseTo(expected.real(i), within(relative * largest));
      }
    }
  }

  /** Numbers of both signs, 0 among them. */
  private static Tensor random(TensorType type, Random random) {
    float[] floats = new float[type.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = random.nextInt(20) == 0 ? 0 : random.nextFloat() * 4 - 2;
    }
    return Tensor.of(type, floats);
  }
}
