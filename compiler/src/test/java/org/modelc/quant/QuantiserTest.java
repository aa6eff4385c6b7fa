package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.modelc.data.SampleSet;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.ir.Verifier;
import org.modelc.op.ArgMax;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Concat;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Dequantise;
import org.modelc.op.MaxPool;
import org.modelc.op.Quantise;
import org.modelc.op.Reduce;
import org.modelc.op.Requantise;
import org.modelc.op.Reshape;
import org.modelc.op.Softmax;
import org.modelc.op.Unary;
import org.modelc.op.Window;
import org.modelc.problem.Code;
import org.modelc.problem.Problem;
import org.modelc.problem.Problems;

class QuantiserTest {
  private static final Shape IMAGE = Shape.of(1, 8, 8, 3);
  private static final Shape ROW = Shape.of(1, 16);

  private final GraphBuilder builder = new GraphBuilder("g");
  private final Random random = new Random(5);
  private final Problems problems = new Problems();

  private float[] gaussian(int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  private Value constant(String name, double scale, int... dims) {
    return builder.constant(name, Tensor.f32(Shape.of(dims), gaussian(Shape.of(dims).elements(), scale)));
  }

  private Value conv(String name, Value input, int outputs, Clamp clamp) {
    int channels = input.shape().dim(3);
    return builder.add(name, new Conv(Window.of(3, 3).withPads(1, 1, 1, 1), 1, clamp), input,
        constant(name + ".weight", 0.2, outputs, 3, 3, channels), constant(name + ".bias", 0.1, outputs));
  }

  private Value dense(String name, Value input, int outputs) {
    return builder.add(name, new Dense(Clamp.NONE), input,
        constant(name + ".weight", 0.1, outputs, input.shape().dim(-1)), constant(name + ".bias", 0.1, outputs));
  }

  private SampleSet samples(Graph graph, int count) {
    List<List<Tensor>> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(graph.inputs().stream().map(input -> Tensor.f32(input.shape(), gaussian(input.type().elements(), 1))).toList());
    }
    return SampleSet.of(samples);
  }

  private Graph quantise(Graph graph, SampleSet samples, QuantisationOptions options) {
    Verifier.verify(graph, "test");
    Graph quantised = Quantiser.quantise(graph, Calibration.of(graph, samples), options, problems);
    Verifier.verify(quantised, "Quantiser");
    return quantised;
  }

  private Graph quantise(Graph graph) {
    return quantise(graph, samples(graph, 20), QuantisationOptions.DEFAULT);
  }

  private static Node node(Graph graph, String name) {
    return graph.nodes().stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  private static Quant quant(Graph graph, String nodeName) {
    return node(graph, nodeName).output().type().requireQuant();
  }

  private static String operators(Graph graph) {
    return graph.nodes().stream().map(node -> node.op().name()).collect(Collectors.joining(" "));
  }

  private Graph network() {
    Value x = builder.input("x", TensorType.f32(IMAGE));
    Value pooled = builder.add("pool", new MaxPool(new Window(2, 2, 2, 2, 1, 1, 0, 0, 0, 0)), conv("conv1", x, 8, Clamp.RELU));
    Value sum = builder.add("add", new Binary(Binary.Kind.ADD, Clamp.NONE), conv("conv2", pooled, 8, Clamp.NONE), pooled);
    Value mean = builder.add("mean", new Reduce(Reduce.Kind.MEAN, List.of(1, 2), false), sum);
    builder.output(builder.add("softmax", new Softmax(1), dense("fc", mean, 5)));
    return builder.build();
  }

  @Test
  void aWholeNetworkRunsOnIntegersAndComesClose() {
    Graph graph = network();
    SampleSet samples = samples(graph, 100);
    Graph quantised = quantise(graph, samples, QuantisationOptions.DEFAULT);

    assertThat(operators(quantised)).isEqualTo("Conv MaxPool Conv Binary Reduce Dense Softmax");
    assertThat(quantised.nodes()).allMatch(node -> node.output().type().dtype() == DType.S8);
    assertThat(quantised.inputs().get(0).type().dtype()).isEqualTo(DType.S8);
    assertThat(quant(quantised, "softmax")).isEqualTo(Quant.perTensor(1f / 256, -128));
    assertThat(quant(quantised, "conv1").zeroPoint()).isEqualTo(-128);
    assertThat(problems.all()).isEmpty();
    Comparison comparison = Comparison.of(graph, quantised, samples);
    assertThat(comparison.signalToNoise().keySet()).containsExactly("x", "conv1", "pool", "conv2", "add", "mean", "fc", "softmax");
    assertThat(comparison.signalToNoise().values()).allMatch(ratio -> ratio.decibels() > 25);
    assertThat(comparison.agreement().orElseThrow().ratio()).isGreaterThan(0.9);
  }

  @Test
  void allWeightsOfALayerMayShareOneScale() {
    Graph graph = network();
    SampleSet samples = samples(graph, 50);
    Graph quantised = quantise(graph, samples, QuantisationOptions.DEFAULT.withPerChannel(false));
    assertThat(node(quantised, "conv2").input(1).type().requireQuant().isPerTensor()).isTrue();
    assertThat(decibels(graph, quantised, samples, "fc")).isGreaterThan(30);
  }

  @Test
  void theBiasMakesUpForWhatRoundingAddsToTheMean() {
    Value x = builder.input("x", TensorType.f32(ROW));
    float[] weights = new float[16];
    Arrays.fill(weights, 0.4f);
    weights[0] = 127;
    builder.output(builder.add("fc", new Dense(Clamp.NONE), builder.add("exp", Unary.of(Unary.Kind.EXP), x),
        builder.constant("w", Tensor.f32(Shape.of(1, 16), weights)), builder.constant("b", Tensor.f32(Shape.of(1), 0))));
    Graph graph = builder.build();
    SampleSet samples = samples(graph, 50);
    Graph quantised = quantise(graph, samples, QuantisationOptions.DEFAULT.withRounding(Rounding.NEAREST));
    double lost = Calibration.of(graph, samples).statistics("exp").orElseThrow().channelMeans().stream()
        .skip(1).mapToDouble(mean -> 0.4 * mean).sum();
    double unit = quant(quantised, "exp").scale();
    assertThat(node(quantised, "fc").input(2).requireConstant().real(0)).isCloseTo(lost, within(0.51 * unit));
  }

  private static double decibels(Graph graph, Graph quantised, SampleSet samples, String value) {
    return Comparison.of(graph, quantised, samples).signalToNoise().get(value).decibels();
  }

  @Test
  void floatEdgesKeepTheirNames() {
    Graph graph = network();
    Graph quantised = quantise(graph, samples(graph, 20), QuantisationOptions.DEFAULT.withFloatIo(true));
    assertThat(operators(quantised)).isEqualTo("Quantise Conv MaxPool Conv Binary Reduce Dense Softmax Dequantise");
    assertThat(quantised.inputs().get(0).type()).isEqualTo(graph.inputs().get(0).type());
    assertThat(quantised.inputs().get(0).name()).isEqualTo("x");
    assertThat(quantised.outputs().get(0).type()).isEqualTo(graph.outputs().get(0).type());
    assertThat(quantised.outputs().get(0).name()).isEqualTo("softmax");
  }

  @Test
  void namesTheLayerThatStaysInFloat() {
    Value x = builder.input("x", TensorType.f32(ROW));
    Value positive = builder.add("exp", Unary.of(Unary.Kind.EXP), dense("fc1", x, 16));
    Value remainder = builder.add("remainder", new Binary(Binary.Kind.REMAINDER, Clamp.NONE), positive, constant("divisor", 1, 1));
    builder.output(dense("fc2", builder.add("row", new Reshape(ROW), remainder), 4));
    Graph quantised = quantise(builder.build());

    assertThat(operators(quantised)).isEqualTo("Dense Unary Dequantise Binary Reshape Quantise Dense");
    assertThat(problems.all()).extracting(Problem::code).containsExactly(Code.W302);
    assertThat(problems.all().get(0).where()).contains("remainder");
  }

  @Test
  void aFloatResultOfTheGraphStaysFloat() {
    Value x = builder.input("x", TensorType.f32(ROW));
    builder.output(builder.add("remainder", new Binary(Binary.Kind.REMAINDER, Clamp.NONE), x, constant("divisor", 1, 1)));
    Graph quantised = quantise(builder.build());
    assertThat(operators(quantised)).isEqualTo("Binary");
    assertThat(quantised.inputs().get(0).type().dtype()).isEqualTo(DType.F32);
  }

  @Test
  void concatenatedValuesShareTheWiderRange() {
    Value x = builder.input("x", TensorType.f32(ROW));
    Value narrow = builder.add("narrow", Unary.of(Unary.Kind.TANH), x);
    Value wide = builder.add("wide", Unary.of(Unary.Kind.EXP), x);
    Value joined = builder.add("joined", new Concat(1), narrow, builder.add("moved", new Reshape(ROW), wide), constant("more", 1, 1, 2));
    builder.output(dense("fc", joined, 4));
    Graph quantised = quantise(builder.build());

    assertThat(operators(quantised)).isEqualTo("Unary Unary Reshape Concat Dense");
    assertThat(quant(quantised, "narrow")).isEqualTo(quant(quantised, "wide")).isEqualTo(quant(quantised, "joined"));
    assertThat(node(quantised, "joined").input(2).type().requireQuant()).isEqualTo(quant(quantised, "joined"));
  }

  @Test
  void aFixedRangeYieldsWhereItIsConcatenatedWithAnother() {
    Value x = builder.input("x", TensorType.f32(ROW));
    Value softmax = builder.add("softmax", new Softmax(1), x);
    builder.output(builder.add("joined", new Concat(1), softmax, builder.add("exp", Unary.of(Unary.Kind.EXP), x)));
    Graph quantised = quantise(builder.build());
    assertThat(quant(quantised, "softmax")).isEqualTo(quant(quantised, "exp")).isEqualTo(quant(quantised, "joined"));
    assertThat(quant(quantised, "softmax").scale()).isGreaterThan(1f / 256);
  }

  @Test
  void aMaximumDecidesForTheLayerBeforeIt() {
    Value x = builder.input("x", TensorType.f32(IMAGE));
    Value conv = conv("conv", x, 4, Clamp.NONE);
    builder.output(builder.add("max", new Reduce(Reduce.Kind.MAX, List.of(1, 2), false), conv));
    Graph graph = builder.build();
    SampleSet samples = samples(graph, 20);
    Graph quantised = quantise(graph, samples, QuantisationOptions.DEFAULT.withMethod(RangeMethod.LEAST_ERROR));
    Range max = RangeMethod.LEAST_ERROR.choose(Calibration.of(graph, samples).statistics("max").orElseThrow());
    assertThat(quant(quantised, "conv")).isEqualTo(ActivationQuant.of(max)).isEqualTo(quant(quantised, "max"));
    assertThat(quant(quantised, "conv").zeroPoint()).isEqualTo(-128);
  }

  @Test
  void anIndexIsTakenFromIntegers() {
    Value x = builder.input("x", TensorType.f32(ROW));
    builder.output(builder.add("label", new ArgMax(1, false, false), dense("fc", x, 4)));
    Graph quantised = quantise(builder.build());
    assertThat(operators(quantised)).isEqualTo("Dense ArgMax");
    assertThat(node(quantised, "label").output().type().dtype()).isEqualTo(DType.S64);
  }

  @Test
  void valuesThatAreAlwaysZeroAreNoObstacle() {
    Value x = builder.input("x", TensorType.f32(ROW));
    Value dead = builder.add("dead", new Dense(Clamp.RELU), x, builder.constant("w", Tensor.f32(Shape.of(16, 16), new float[256])),
        builder.constant("b", Tensor.f32(Shape.of(16), new float[16])));
    builder.output(builder.add("sum", new Binary(Binary.Kind.SUB, Clamp.NONE), dead, dead));
    Graph graph = builder.build();
    SampleSet samples = samples(graph, 5);
    Graph quantised = quantise(graph, samples, QuantisationOptions.DEFAULT);
    assertThat(decibels(graph, quantised, samples, "sum")).isInfinite();
  }

  /** A layer that hardly ever passes its Relu would otherwise need a multiplier beyond 32 bits. */
  @Test
  void aResultFarBelowItsBoundGetsAScaleThatTheArithmeticCanTake() {
    Value x = builder.input("x", TensorType.f32(ROW));
    float[] bias = new float[4];
    Arrays.fill(bias, -1000);
    bias[0] = 1e-9f;
    float[] weights = gaussian(64, 10);
    Arrays.fill(weights, 0, 16, 0);
    builder.output(builder.add("dead", new Dense(Clamp.RELU), x, builder.constant("w", Tensor.f32(Shape.of(4, 16), weights)),
        builder.constant("b", Tensor.f32(Shape.of(4), bias))));
    Graph graph = builder.build();
    Graph quantised = quantise(graph);
    Range bound = new Range(0, ResultBound.of(graph.nodes().get(0), value -> new Range(-3, 3)));
    assertThat(quant(quantised, "dead").scale() * 255).isGreaterThan((float) (bound.max() / (1 << 17)));
  }

  @Test
  void constantsOfArithmeticHaveTheirOwnRange() {
    Value x = builder.input("x", TensorType.f32(ROW));
    Value scaled = builder.add("scale", new Binary(Binary.Kind.MUL, Clamp.NONE), x, builder.constant("c", Tensor.f32(Shape.of(1), 1e-8f)));
    builder.output(scaled);
    Graph graph = builder.build();
    SampleSet samples = samples(graph, 20);
    Graph quantised = quantise(graph, samples, QuantisationOptions.DEFAULT);
    assertThat(node(quantised, "scale").input(1).requireConstant().bytes()).containsExactly(127);
    assertThat(decibels(graph, quantised, samples, "scale")).isGreaterThan(35);
  }

  @Test
  void aConstantMayBeUsedInBothForms() {
    Value x = builder.input("x", TensorType.f32(ROW));
    Value shared = constant("shared", 1, 1, 16);
    Value sum = builder.add("sum", new Binary(Binary.Kind.ADD, Clamp.NONE), x, shared);
    builder.output(builder.add("remainder", new Binary(Binary.Kind.REMAINDER, Clamp.NONE), sum, shared));
    Graph quantised = quantise(builder.build());
    assertThat(node(quantised, "remainder").input(1)).isSameAs(shared);
    assertThat(node(quantised, "sum").input(1).type().dtype()).isEqualTo(DType.S8);
  }

  @Test
  void importedQuantisationStays() {
    Quant imported = Quant.perTensor(0.04f, 7);
    Value x = builder.input("x", TensorType.quantised(DType.S8, ROW, imported));
    Value middle = builder.addTyped("relu", Unary.of(Unary.Kind.ABS), List.of(x), List.of("relu"),
        List.of(TensorType.quantised(DType.S8, ROW, imported))).get(0);
    Value real = builder.add("real", new Dequantise(), middle);
    Value again = builder.add("again", new Quantise(DType.S8, Quant.perTensor(0.1f, 0)), dense("fc", real, 16));
    builder.output(again);
    Graph graph = builder.build();
    List<List<Tensor>> samples = List.of(List.of(Tensor.of(x.type(), new byte[16])));
    Graph quantised = quantise(graph, SampleSet.of(samples), QuantisationOptions.DEFAULT);

    assertThat(operators(quantised)).isEqualTo("Unary Dense Requantise");
    assertThat(quantised.inputs().get(0).type()).isEqualTo(x.type());
    assertThat(node(quantised, "relu").output().type()).isEqualTo(middle.type());
    assertThat(quant(quantised, "again")).isEqualTo(Quant.perTensor(0.1f, 0));
    assertThat(node(quantised, "again").as(Requantise.class)).isPresent();
  }

  @Test
  void unsignedIntegersOfAnImportedModelBecomeSigned() {
    Value x = builder.input("x", TensorType.quantised(DType.U8, ROW, Quant.perTensor(0.04f, 130)));
    builder.output(dense("fc", builder.add("real", new Dequantise(), x), 4));
    Graph graph = builder.build();
    Graph quantised = quantise(
        graph, SampleSet.of(List.of(List.of(Tensor.of(x.type(), new byte[16])))), QuantisationOptions.DEFAULT);
    assertThat(operators(quantised)).isEqualTo("Requantise Dense");
    assertThat(node(quantised, "fc").input(0).type().requireQuant()).isEqualTo(Quant.perTensor(0.04f, 2));
  }

  @Test
  void theMethodDecidesAndTheResultIsRepeatable() {
    Graph graph = network();
    SampleSet samples = samples(graph, 30);
    Graph first = quantise(graph, samples, QuantisationOptions.DEFAULT.withMethod(RangeMethod.percentile(99.9)));
    Graph second = quantise(graph, samples, QuantisationOptions.DEFAULT.withMethod(RangeMethod.percentile(99.9)));
    assertThat(types(first)).isEqualTo(types(second));
    assertThat(types(first)).isNotEqualTo(types(quantise(graph, samples, QuantisationOptions.DEFAULT.withMethod(RangeMethod.MIN_MAX))));
  }

  private static Map<String, TensorType> types(Graph graph) {
    return graph.nodes().stream().map(Node::output).collect(Collectors.toMap(Value::name, Value::type));
  }
}
