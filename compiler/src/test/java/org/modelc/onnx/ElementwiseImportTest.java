package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.real;
import static org.modelc.onnx.OnnxModelBuilder.string;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.ir.DType;
import org.modelc.problem.Problems;

/** Arithmetic, activation functions and normalisation against ONNX Runtime. */
class ElementwiseImportTest extends ImportTest {

  @ParameterizedTest
  @ValueSource(strings = {"Add", "Sub", "Mul", "Div", "Max", "Min"})
  void binary(String type) {
    for (int opset : new int[] {8, 13, 14}) {
      assertMatches(fromX(opset, 2, 3, 4).random("c", 3, 1).node(type, List.of("x", "c"), List.of("y")));
    }
    assertMatches(fromX(13, 3, 4).input("z", DType.F32, 2, 1, 4).node(type, List.of("x", "z"), List.of("y")));
  }

  @Test
  void divisionByWhatHasNoReciprocal() {
    assertMatches(fromX(13, 1, 2).floats("c", 2, 0).node("Div", List.of("x", "c"), List.of("y")));
  }

  @ParameterizedTest
  @ValueSource(floats = {2, 3, 0.5f, -1})
  void power(float exponent) {
    assertMatches(fromX(13, 2, 6).scalar("e", exponent)
        .node("Abs", List.of("x"), List.of("a")).node("Pow", List.of("a", "e"), List.of("y")));
  }

  @Test
  void powerOfIntegerExponent() {
    assertMatches(fromX(13, 2, 6).longs("e", 3).node("Pow", List.of("x", "e"), List.of("y")));
  }

  @Test
  void clipMayHaveOneBoundThatIsComputed() {
    assertMatches(fromX(13, 2, 5).scalar("open", Float.POSITIVE_INFINITY).node("ReduceMean", List.of("x"), List.of("mean"), integer("keepdims", 0))
        .node("Clip", List.of("x", "mean", "open"), List.of("y")));
    assertMatches(fromX(13, 2, 5).scalar("open", Float.NEGATIVE_INFINITY).node("ReduceMean", List.of("x"), List.of("mean"), integer("keepdims", 0))
        .node("Clip", List.of("x", "open", "mean"), List.of("y")));
  }

  @ParameterizedTest
  @CsvSource({"Max,-Infinity", "Min,Infinity"})
  void infinityThatChangesNothingIsLeftOut(String operator, float neutral) {
    for (List<String> operands : List.of(List.of("start", "x"), List.of("x", "start"))) {
      OnnxModelBuilder model = fromX(13, 2, 5).scalar("start", neutral).node(operator, operands, List.of("m"))
          .node("Neg", List.of("m"), List.of("y"));
      assertMatches(model);
      assertThat(OnnxImporter.load(folder.resolve("model.onnx"), new Problems()).nodes()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sum", "Mean", "Max", "Min"})
  void variadic(String type) {
    assertMatches(fromX(13, 2, 3).random("a", 3).random("b", 2, 1).node(type, List.of("x", "a", "b"), List.of("y")));
    assertMatches(fromX(13, 2, 3).node(type, List.of("x"), List.of("y")));
  }

  @ParameterizedTest
  @CsvSource({
    "Abs,7", "Ceil,7", "Cos,7", "Elu,7", "Erf,9", "Exp,7", "Floor,7", "Gelu,20", "HardSigmoid,7", "HardSwish,14", "LeakyRelu,7", "Mish,18",
    "Neg,7", "Reciprocal,7", "Relu,7", "Round,11", "Selu,7", "Sigmoid,7", "Sign,9", "Sin,7", "Softplus,7", "Softsign,7",
    "Tanh,7", "ThresholdedRelu,10", "com.microsoft.QuickGelu,13", "com.microsoft.Gelu,13"
  })
  void unary(String type, int since) {
    for (int opset : new int[] {since, Math.max(since, 13), 26}) {
      assertMatches(fromX(opset, 2, 50).node(type, List.of("x"), List.of("y")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Log", "Sqrt"})
  void unaryOfPositives(String type) {
    assertMatches(fromX(13, 2, 50).node("Abs", List.of("x"), List.of("a")).node(type, List.of("a"), List.of("y")));
  }

  @Test
  void parametersOfActivations() {
    assertMatches(fromX(13, 2, 50).node("LeakyRelu", List.of("x"), List.of("y"), real("alpha", 0.3f)));
    assertMatches(fromX(13, 2, 50).node("Elu", List.of("x"), List.of("y"), real("alpha", 0.3f)));
    assertMatches(fromX(13, 2, 50).node("HardSigmoid", List.of("x"), List.of("y"), real("alpha", 0.3f), real("beta", 0.4f)));
    assertMatches(fromX(13, 2, 50).node("Selu", List.of("x"), List.of("y"), real("alpha", 1.1f), real("gamma", 0.4f)));
    assertMatches(fromX(20, 2, 50).node("Gelu", List.of("x"), List.of("y"), string("approximate", "tanh")));
  }

  /** ONNX Runtime does not have Swish yet. */
  @Test
  void swish() {
    assertMatches(
        fromX(24, 2, 50).node("Swish", List.of("x"), List.of("y"), real("alpha", 2)),
        fromX(24, 2, 50).scalar("a", 2).node("Mul", List.of("x", "a"), List.of("ax")).node("Sigmoid", List.of("ax"), List.of("s"))
            .node("Mul", List.of("x", "s"), List.of("y")));
  }

  @Test
  void prelu() {
    assertMatches(fromX(13, 1, 3, 4, 4).floats("s", 0.2f).node("PRelu", List.of("x", "s"), List.of("y")));
    assertMatches(fromX(13, 1, 3, 4, 4).random("s", 3, 1, 1).node("PRelu", List.of("x", "s"), List.of("y")));
  }

  @Test
  void clipBounds() {
    assertMatches(fromX(7, 2, 50).node("Clip", List.of("x"), List.of("y"), real("min", -0.5f), real("max", 0.7f)));
    assertMatches(fromX(10, 2, 50).node("Clip", List.of("x"), List.of("y"), real("max", 0.7f)));
    assertMatches(fromX(11, 2, 50).scalar("min", -1).scalar("max", 0.5f).node("Clip", List.of("x", "min", "max"), List.of("y")));
    assertMatches(fromX(13, 2, 50).scalar("max", 0.5f).node("Clip", List.of("x", "", "max"), List.of("y")));
    assertMatches(fromX(13, 2, 50).scalar("min", 0.5f).node("Clip", List.of("x", "min"), List.of("y")));
    assertMatches(fromX(13, 2, 50).scalar("min", Float.NEGATIVE_INFINITY).scalar("max", 6)
        .node("Clip", List.of("x", "min", "max"), List.of("y")));
    assertMatches(fromX(13, 2, 50).node("Clip", List.of("x"), List.of("y")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Softmax", "LogSoftmax"})
  void softmax(String type) {
    for (int opset : new int[] {7, 11, 13, 26}) {
      for (int axis = opset < 11 ? 0 : -3; axis < 3; axis++) {
        assertMatches(fromX(opset, 2, 3, 4).node(type, List.of("x"), List.of("y"), integer("axis", axis)));
      }
      assertMatches(fromX(opset, 2, 3, 4).node(type, List.of("x"), List.of("y")));
    }
  }

  @Test
  void batchNormalization() {
    for (int opset : new int[] {7, 9, 14, 15}) {
      for (int[] dims : new int[][] {{1, 3, 4, 5}, {1, 3, 7}, {2, 3}}) {
        assertMatches(fromX(opset, dims).random("s", 3).random("b", 3).random("m", 3).floats("v", 0.5f, 2, 1e-3f)
            .node("BatchNormalization", List.of("x", "s", "b", "m", "v"), List.of("y"), real("epsilon", 1e-3f)));
      }
    }
  }

  @Test
  void integersOfShapeArithmeticAreFolded() {
    assertMatches(fromX(13, 2, 3, 4)
        .longs("two", 2).longs("minus", -1)
        .node("Shape", List.of("x"), List.of("shape"))
        .node("Gather", List.of("shape", "two"), List.of("last"))
        .node("Mul", List.of("last", "two"), List.of("twice"))
        .node("Div", List.of("twice", "two"), List.of("once"))
        .node("Concat", List.of("minus", "once"), List.of("wanted"), integer("axis", 0))
        .node("Reshape", List.of("x", "wanted"), List.of("y")));
  }
}
