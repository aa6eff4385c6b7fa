package org.modelc.onnx;

import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;
import static org.modelc.onnx.OnnxModelBuilder.real;
import static org.modelc.onnx.OnnxModelBuilder.reals;
import static org.modelc.onnx.OnnxModelBuilder.string;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators whose meaning or form changed: each opset in which it did, against ONNX Runtime. */
class OpsetImportTest extends ImportTest {

  @ParameterizedTest
  @CsvSource({"Softmax,7", "Softmax,11", "Softmax,13", "LogSoftmax,7", "LogSoftmax,11", "LogSoftmax,13", "Hardmax,7", "Hardmax,11", "Hardmax,13"})
  void axesOfSoftmax(String type, int opset) {
    assertMatches(fromX(opset, 2, 3, 4).node(type, List.of("x"), List.of("y")));
    assertMatches(fromX(opset, 2, 3, 4).node(type, List.of("x"), List.of("y"), integer("axis", 0)));
    assertMatches(fromX(opset, 2, 3, 4).node(type, List.of("x"), List.of("y"), integer("axis", 2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 9, 14, 15})
  void batchNormalization(int opset) {
    assertMatches(fromX(opset, 1, 3, 4).floats("s", 1, 2, 3).floats("b", 4, 5, 6).floats("m", -1, 0, 1).floats("v", 1, 2, 0.5f)
        .node("BatchNormalization", List.of("x", "s", "b", "m", "v"), List.of("y"), real("epsilon", 0.01f)));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 10, 12, 13})
  void dropout(int opset) {
    OnnxModelBuilder model = fromX(opset, 2, 3).node("Neg", List.of("x"), List.of("n"));
    assertMatches(opset < 12
        ? model.node("Dropout", List.of("n"), List.of("y"), real("ratio", 0.3f))
        : model.scalar("r", 0.3f).node("Dropout", List.of("n", "r"), List.of("y")));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 11, 13, 18, 19})
  void pad(int opset) {
    OnnxModelBuilder model = fromX(opset, 2, 4);
    assertMatches(opset < 11
        ? model.node("Pad", List.of("x"), List.of("y"), ints("pads", 1, 0, 2, 3), real("value", 0.5f))
        : model.longs("p", 1, 0, 2, 3).scalar("v", 0.5f).node("Pad", List.of("x", "p", "v"), List.of("y")));
    if (opset >= 18) {
      assertMatches(fromX(opset, 2, 4).longs("p", 1, 2).longs("a", 1)
          .node("Pad", List.of("x", "p", "", "a"), List.of("y"), string("mode", opset < 19 ? "reflect" : "wrap")));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 10, 11, 13})
  void slice(int opset) {
    OnnxModelBuilder model = fromX(opset, 4, 5);
    assertMatches(opset < 10
        ? model.node("Slice", List.of("x"), List.of("y"), ints("starts", 1, 0), ints("ends", 4, -1), ints("axes", 0, 1))
        : model.longs("s", 3, 0).longs("e", opset < 11 ? 4 : -9, 5).longs("a", 0, 1).longs("t", opset < 11 ? 1 : -2, 2)
            .node("Slice", List.of("x", "s", "e", "a", "t"), List.of("y")));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 11, 12, 13})
  void clip(int opset) {
    assertMatches(opset < 11
        ? fromX(opset, 2, 5).node("Clip", List.of("x"), List.of("y"), real("min", -0.5f), real("max", 0.25f))
        : fromX(opset, 2, 5).scalar("a", -0.5f).scalar("b", 0.25f).node("Clip", List.of("x", "a", "b"), List.of("y")));
    if (opset >= 11) {
      assertMatches(fromX(opset, 2, 5).scalar("b", 0.25f).node("Clip", List.of("x", "", "b"), List.of("y")));
    }
  }

  static Stream<String> reductions() {
    return Stream.of("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2", "ReduceLogSumExp", "ReduceSumSquare");
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void reductionsTakeAxesAsAttributeAndAsInput(String type) {
    for (int opset : new int[] {7, 11, 13, 18}) {
      boolean isInput = opset >= (type.equals("ReduceSum") ? 13 : 18);
      assertMatches(isInput
          ? fromX(opset, 2, 3, 4).longs("a", 0, -1).node(type, List.of("x", "a"), List.of("y"), integer("keepdims", 0))
          : fromX(opset, 2, 3, 4).node(type, List.of("x"), List.of("y"), ints("axes", 0, 2), integer("keepdims", 0)));
    }
    assertMatches(fromX(18, 2, 3).node("ReduceMean", List.of("x"), List.of("y"), integer("noop_with_empty_axes", 1)));
  }

  @ParameterizedTest
  @CsvSource({"10,nearest", "10,linear", "11,nearest", "11,linear", "13,nearest", "13,linear", "18,nearest", "18,linear", "19,linear"})
  void resize(int opset, String mode) {
    OnnxModelBuilder model = fromX(opset, 1, 2, 3, 4).floats("s", 1, 1, 2, 2);
    assertMatches(opset < 11
        ? model.node("Resize", List.of("x", "s"), List.of("y"), string("mode", mode))
        : model.floats("roi").node("Resize", List.of("x", opset == 11 ? "roi" : "", "s"), List.of("y"), string("mode", mode)));
  }

  @ParameterizedTest
  @CsvSource({"7,nearest", "7,linear", "9,nearest", "9,linear"})
  void upsample(int opset, String mode) {
    assertMatches(opset < 9
        ? fromX(opset, 1, 2, 3, 4).node("Upsample", List.of("x"), List.of("y"), string("mode", mode), reals("scales", 1, 1, 2, 3))
        : fromX(opset, 1, 2, 3, 4).floats("s", 1, 1, 2, 3).node("Upsample", List.of("x", "s"), List.of("y"), string("mode", mode)));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 11, 13})
  void squeezeAndUnsqueeze(int opset) {
    OnnxModelBuilder model = fromX(opset, 1, 3, 1).node("Neg", List.of("x"), List.of("n"));
    assertMatches(opset < 13
        ? model.node("Squeeze", List.of("n"), List.of("s"), ints("axes", 0)).node("Unsqueeze", List.of("s"), List.of("y"), ints("axes", 0, 3))
        : model.longs("a", 0).longs("b", 0, -1).node("Squeeze", List.of("n", "a"), List.of("s"))
            .node("Unsqueeze", List.of("s", "b"), List.of("y")));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 11, 13, 18})
  void split(int opset) {
    OnnxModelBuilder model = fromX(opset, 5, 2).output("z");
    assertMatches(opset < 13
        ? model.node("Split", List.of("x"), List.of("y", "z"), ints("split", 2, 3))
        : model.longs("s", 2, 3).node("Split", List.of("x", "s"), List.of("y", "z")));
    if (opset >= 18) {
      assertMatches(fromX(opset, 5, 2).output("z").node("Split", List.of("x"), List.of("y", "z"), integer("num_outputs", 2)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 10, 11})
  void topK(int opset) {
    OnnxModelBuilder model = fromX(opset, 3, 5).output("i");
    assertMatches(opset < 10
        ? model.node("TopK", List.of("x"), List.of("y", "i"), integer("k", 2))
        : model.longs("k", 2).node("TopK", List.of("x", "k"), List.of("y", "i")));
    if (opset >= 11) {
      assertMatches(fromX(opset, 3, 5).output("i").longs("k", 2).node("TopK", List.of("x", "k"), List.of("y", "i"), integer("largest", 0)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 9, 13})
  void gemm(int opset) {
    assertMatches(fromX(opset, 2, 3).random("w", 4, 3).random("b", 4)
        .node("Gemm", List.of("x", "w", "b"), List.of("y"), integer("transB", 1), real("alpha", 0.5f), real("beta", 2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 13})
  void argMax(int opset) {
    assertMatches(fromX(opset, 3, 4).node("Round", List.of("x"), List.of("r"))
        .node("ArgMax", List.of("r"), List.of("y"), integer("axis", 1), integer("select_last_index", 1)));
  }
}
