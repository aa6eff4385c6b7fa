package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;
import static org.modelc.onnx.OnnxModelBuilder.real;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.TensorType;
import org.modelc.op.Conv;
import org.modelc.op.Dequantise;
import org.modelc.op.Quantise;
import org.modelc.op.Requantise;
import org.modelc.op.WeightedOp;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** QuantizeLinear, DequantizeLinear and operators over quantised integers. */
class QuantisedImportTest extends ImportTest {
  private static final List<String> ACTIVATION = List.of("x", "xs", "xz");

  private Graph load(OnnxModelBuilder model, Problems problems) {
    return OnnxImporter.load(model.save(folder.resolve("model.onnx")), problems);
  }

  /** Integers at the edge of rounding may differ by one. */
  private void assertMatchesWithinOneStep(OnnxModelBuilder model) {
    Comparison.assertMatchesOnnxRuntime(model.save(folder.resolve("model.onnx")), 7, 1e-5, 1);
  }

  /** A quantised input x, and parameters of an output y. */
  private static OnnxModelBuilder quantised(DType dtype, int... dims) {
    int middle = dtype == DType.U8 ? 128 : 0;
    return OnnxModelBuilder.opset(13).input("x", dtype, dims)
        .scalar("xs", 0.05f).scalar("xz", dtype, middle - 3).scalar("ys", 0.1f).scalar("yz", dtype, middle + 5).output("y");
  }

  /** Weights w of S8 with a scale for each of {@code channels}. */
  private static OnnxModelBuilder withWeights(OnnxModelBuilder model, int channels, int... dims) {
    float[] scales = new float[channels];
    for (int i = 0; i < channels; i++) {
      scales[i] = 0.01f * (i + 1);
    }
    return model.randomIntegers("w", DType.S8, dims).floats("ws", scales)
        .integers("wz", DType.S8, new long[channels]).integers("b", DType.S32, new long[channels]);
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = {"S8", "U8"})
  void quantiseAndDequantise(DType dtype) {
    OnnxModelBuilder model = fromX(13, 2, 50).scalar("s", 0.03f).scalar("z", dtype, dtype == DType.U8 ? 117 : -11)
        .node("QuantizeLinear", List.of("x", "s", "z"), List.of("q"))
        .node("DequantizeLinear", List.of("q", "s", "z"), List.of("y"));
    assertMatches(model);
    Graph graph = load(model, new Problems());
    assertThat(graph.nodes()).extracting(Node::op).containsExactly(
        new Quantise(DType.S8, Quant.perTensor(0.03f, -11)), new Dequantise());
  }

  @Test
  void quantiseWithoutZeroPointIsUnsigned() {
    assertMatches(fromX(10, 2, 50).scalar("s", 0.03f).node("QuantizeLinear", List.of("x", "s"), List.of("y")));
    assertMatches(fromX(21, 2, 50).scalar("s", 0.03f).node("QuantizeLinear", List.of("x", "s"), List.of("y"), integer("output_dtype", 3)));
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = {"S8", "U8"})
  void integerInputsAndOutputsGetTheScaleThatAReaderStates(DType dtype) {
    OnnxModelBuilder model = quantised(dtype, 1, 2, 3)
        .node("Transpose", List.of("x"), List.of("t"), ints("perm", 2, 0, 1))
        .node("Flatten", List.of("t"), List.of("f"))
        .node("DequantizeLinear", List.of("f", "xs", "xz"), List.of("d"))
        .node("Neg", List.of("d"), List.of("n"))
        .node("QuantizeLinear", List.of("n", "ys", "yz"), List.of("q"))
        .node("Flatten", List.of("q"), List.of("y"), integer("axis", 0));
    assertMatchesWithinOneStep(model);
    Graph graph = load(model, new Problems());
    int middle = dtype == DType.U8 ? 128 : 0;
    assertThat(graph.inputs().get(0).type().quant()).contains(Quant.perTensor(0.05f, middle - 3));
    assertThat(graph.outputs().get(0).type().quant()).contains(Quant.perTensor(0.1f, middle + 5));
    assertThat(graph.nodes().stream().filter(node -> node.op() instanceof Requantise)).hasSize(dtype == DType.U8 ? 2 : 0);
  }

  @Test
  void constantsOfQuantisationMayBeNodes() {
    assertMatchesWithinOneStep(OnnxModelBuilder.opset(13).input("x", DType.S8, 1, 6).output("y")
        .node("Constant", List.of(), List.of("s"), real("value_float", 0.25f))
        .node("Identity", List.of("s"), List.of("scale"))
        .node("DequantizeLinear", List.of("x", "scale"), List.of("d"))
        .node("Relu", List.of("d"), List.of("y")));
  }

  @Test
  void paddingOfIntegersIsAnIntegerOfTheTensor() {
    for (DType dtype : List.of(DType.S8, DType.U8)) {
      assertMatches(quantised(dtype, 2, 3).longs("p", 1, 0, 0, 2).scalar("v", dtype, 20)
          .node("Pad", List.of("x", "p", "v"), List.of("t")).node("DequantizeLinear", List.of("t", "xs", "xz"), List.of("y")));
      assertMatches(quantised(dtype, 2, 3).longs("p", 1, 0, 0, 2)
          .node("Pad", List.of("x", "p"), List.of("t")).node("DequantizeLinear", List.of("t", "xs", "xz"), List.of("y")));
    }
  }

  @Test
  void constantIntegersJoinQuantisedOnes() {
    for (DType dtype : List.of(DType.S8, DType.U8)) {
      assertMatches(quantised(dtype, 2, 3).randomIntegers("c", dtype, 2, 2)
          .node("Concat", List.of("x", "c"), List.of("t"), integer("axis", 1))
          .node("DequantizeLinear", List.of("t", "xs", "xz"), List.of("y")));
    }
  }

  @Test
  void weightsAndBiasStayIntegers() {
    OnnxModelBuilder model = withWeights(fromX(13, 1, 3, 6, 6), 4, 4, 3, 3, 3).floats("bs", 1, 2, 3, 4)
        .node("DequantizeLinear", List.of("w", "ws", "wz"), List.of("wd"), integer("axis", 0))
        .node("DequantizeLinear", List.of("b", "bs"), List.of("bd"), integer("axis", 0))
        .node("Conv", List.of("x", "wd", "bd"), List.of("y"));
    assertMatches(model);
    Node conv = load(model, new Problems()).nodes().stream().filter(node -> node.op() instanceof Conv).findFirst().orElseThrow();
    TensorType weights = conv.input(WeightedOp.WEIGHTS).type();
    assertThat(weights.dtype()).isEqualTo(DType.S8);
    assertThat(weights.requireQuant()).isEqualTo(Quant.perChannel(List.of(0.01f, 0.02f, 0.03f, 0.04f), 0));
    assertThat(conv.input(WeightedOp.BIAS).type().dtype()).isEqualTo(DType.S32);
  }

  @Test
  void unsignedSymmetricWeightsAreShifted() {
    OnnxModelBuilder model = fromX(13, 2, 6).randomIntegers("w", DType.U8, 6, 4).scalar("s", 0.02f).scalar("z", DType.U8, 128)
        .node("DequantizeLinear", List.of("w", "s", "z"), List.of("wd"))
        .node("MatMul", List.of("x", "wd"), List.of("y"));
    assertMatches(model);
    Problems problems = new Problems();
    assertThat(load(model, problems).nodes().get(0).input(WeightedOp.WEIGHTS).type().requireQuant()).isEqualTo(Quant.perTensor(0.02f, 0));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void asymmetricWeightsBecomeFloatsWithAWarning() {
    OnnxModelBuilder model = fromX(13, 2, 6).randomIntegers("w", DType.U8, 6, 4).scalar("s", 0.02f).scalar("z", DType.U8, 100)
        .node("DequantizeLinear", List.of("w", "s", "z"), List.of("wd"))
        .node("MatMul", List.of("x", "wd"), List.of("y"));
    assertMatches(model);
    Problems problems = new Problems();
    assertThat(load(model, problems).nodes().get(0).input(WeightedOp.WEIGHTS).type().dtype()).isEqualTo(DType.F32);
    assertThat(problems.all()).extracting(problem -> problem.code()).containsExactly(Code.W301);
  }

  @Test
  void weightsQuantisedInTheGraphAreFolded() {
    assertMatches(fromX(13, 2, 6).random("w", 6, 4).scalar("s", 0.02f).scalar("z", DType.S8, 0)
        .node("QuantizeLinear", List.of("w", "s", "z"), List.of("q"))
        .node("DequantizeLinear", List.of("q", "s", "z"), List.of("d"))
        .node("MatMul", List.of("x", "d"), List.of("y")));
  }

  @Test
  void dequantisedConstantsInArithmetic() {
    assertMatches(fromX(13, 2, 4).randomIntegers("c", DType.S8, 4).floats("s", 0.1f, 0.2f, 0.3f, 0.4f).longs("i", 3, 0)
        .node("DequantizeLinear", List.of("c", "s"), List.of("d"), integer("axis", 0))
        .node("Gather", List.of("d", "i"), List.of("g"))
        .node("Add", List.of("x", "d"), List.of("a"))
        .node("Concat", List.of("a", "a"), List.of("b"), integer("axis", 0))
        .node("ReduceSum", List.of("g"), List.of("r"), integer("keepdims", 0))
        .node("Mul", List.of("b", "r"), List.of("y")));
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = {"S8", "U8"})
  void qLinearConv(DType dtype) {
    assertMatchesWithinOneStep(withWeights(quantised(dtype, 1, 3, 6, 6), 4, 4, 3, 3, 3)
        .node("QLinearConv", List.of("x", "xs", "xz", "w", "ws", "wz", "ys", "yz", "b"), List.of("y"), ints("pads", 1, 1, 1, 1)));
    assertMatchesWithinOneStep(withWeights(quantised(dtype, 1, 3, 6, 6), 1, 4, 3, 3, 3)
        .node("QLinearConv", List.of("x", "xs", "xz", "w", "ws", "wz", "ys", "yz"), List.of("y"), ints("strides", 2, 2)));
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = {"S8", "U8"})
  void qLinearMatMulAndGemm(DType dtype) {
    assertMatchesWithinOneStep(withWeights(quantised(dtype, 2, 6), 4, 6, 4)
        .node("QLinearMatMul", List.of("x", "xs", "xz", "w", "ws", "wz", "ys", "yz"), List.of("y")));
    assertMatchesWithinOneStep(withWeights(quantised(dtype, 2, 6), 4, 4, 6)
        .node("com.microsoft.QGemm", List.of("x", "xs", "xz", "w", "ws", "wz", "b", "ys", "yz"), List.of("y"), integer("transB", 1)));
    assertMatchesWithinOneStep(withWeights(quantised(dtype, 2, 6), 1, 6, 4)
        .node("com.microsoft.QGemm", List.of("x", "xs", "xz", "w", "ws", "wz", "", "ys", "yz"), List.of("y"), real("alpha", 0.5f)));
    assertMatches(withWeights(quantised(dtype, 2, 6), 1, 6, 4)
        .node("com.microsoft.QGemm", List.of("x", "xs", "xz", "w", "ws", "wz"), List.of("y")));
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = {"S8", "U8"})
  void qLinearArithmetic(DType dtype) {
    int zero = dtype == DType.U8 ? 100 : -20;
    for (String type : List.of("com.microsoft.QLinearAdd", "com.microsoft.QLinearMul")) {
      assertMatchesWithinOneStep(quantised(dtype, 2, 3, 4).input("z", dtype, 3, 1).scalar("zs", 0.07f).scalar("zz", dtype, zero)
          .node(type, List.of("x", "xs", "xz", "z", "zs", "zz", "ys", "yz"), List.of("y")));
      assertMatchesWithinOneStep(quantised(dtype, 2, 3, 4).randomIntegers("c", dtype, 3, 1).scalar("zs", 0.07f).scalar("zz", dtype, zero)
          .node(type, List.of("x", "xs", "xz", "c", "zs", "zz", "ys", "yz"), List.of("y")));
    }
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = {"S8", "U8"})
  void qLinearPoolsAndFunctions(DType dtype) {
    List<String> inputs = List.of("x", "xs", "xz", "ys", "yz");
    assertMatchesWithinOneStep(quantised(dtype, 1, 3, 5, 4).node("com.microsoft.QLinearGlobalAveragePool", inputs, List.of("y")));
    assertMatchesWithinOneStep(quantised(dtype, 1, 3, 5, 4).node("com.microsoft.QLinearAveragePool", inputs, List.of("y"),
        ints("kernel_shape", 2, 3), ints("pads", 1, 1, 0, 0)));
    assertMatchesWithinOneStep(quantised(dtype, 2, 30).node("com.microsoft.QLinearSigmoid", inputs, List.of("y")));
    assertMatchesWithinOneStep(quantised(dtype, 2, 30).node("com.microsoft.QLinearLeakyRelu", inputs, List.of("y"), real("alpha", 0.3f)));
    assertMatchesWithinOneStep(quantised(dtype, 2, 30).node(
        "com.microsoft.QLinearSoftmax", inputs, List.of("y"), integer("axis", -1), integer("opset", 13)));
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = {"S8", "U8"})
  void qLinearConcat(DType dtype) {
    assertMatchesWithinOneStep(quantised(dtype, 2, 3).randomIntegers("c", dtype, 2, 4).scalar("cs", 0.07f).scalar("cz", dtype, 40)
        .node("com.microsoft.QLinearConcat", List.of("ys", "yz", "x", "xs", "xz", "c", "cs", "cz"), List.of("y"), integer("axis", 1)));
  }

  @Test
  void maxPoolOfIntegers() {
    for (DType dtype : List.of(DType.S8, DType.U8)) {
      assertMatches(quantised(dtype, 1, 2, 6, 6)
          .node("MaxPool", List.of("x"), List.of("p"), ints("kernel_shape", 3, 3), ints("pads", 1, 1, 1, 1), ints("strides", 2, 2))
          .node("DequantizeLinear", List.of("p", "xs", "xz"), List.of("y")));
    }
  }

  @Test
  void arithmeticOnQuantisedIntegersIsRefused() {
    assertThatThrownBy(() -> load(quantised(DType.S8, 2, 3)
        .node("Add", List.of("x", "x"), List.of("a"))
        .node("DequantizeLinear", ACTIVATION, List.of("d"))
        .node("Cast", List.of("a"), List.of("f"), integer("to", 1))
        .node("Add", List.of("d", "f"), List.of("y")), new Problems()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("E205 node \"add0\" (Add): computes with the integers of \"x\"");
  }

  @Test
  void anotherScaleThanTheProducersIsRefused() {
    assertThatThrownBy(() -> load(fromX(13, 2, 3).scalar("s", 0.5f).scalar("t", 0.25f).scalar("z", DType.S8, 0)
        .node("QuantizeLinear", List.of("x", "s", "z"), List.of("q"))
        .node("DequantizeLinear", List.of("q", "t", "z"), List.of("y")), new Problems()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("E203")
        .hasMessageContaining("dequantises with scale 0.25, zero point 0 what was quantised with scale 0.5, zero point 0");
  }
}
