package org.modelc.onnx;

import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.real;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modelc.ir.DType;

/** MatMul and Gemm in all arrangements of constants, against ONNX Runtime. */
class DenseImportTest extends ImportTest {

  private void timesConstant(int[] x, int... b) {
    assertMatches(fromX(13, x).random("b", b).node("MatMul", List.of("x", "b"), List.of("y")));
  }

  @Test
  void matMulByAConstant() {
    timesConstant(new int[] {3, 5}, 5, 4);
    timesConstant(new int[] {2, 3, 5}, 5, 4);
    timesConstant(new int[] {5}, 5, 4);
    timesConstant(new int[] {3, 5}, 5);
    timesConstant(new int[] {5}, 5);
    timesConstant(new int[] {2, 3, 5}, 1, 5, 4);
  }

  private void constantTimes(int[] x, int... a) {
    assertMatches(fromX(13, x).random("a", a).node("MatMul", List.of("a", "x"), List.of("y")));
  }

  @Test
  void matMulOfAConstant() {
    constantTimes(new int[] {5, 4}, 3, 5);
    constantTimes(new int[] {2, 5, 4}, 3, 5);
    constantTimes(new int[] {5}, 3, 5);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,0", "1,1"})
  void gemm(int transA, int transB) {
    for (int opset : new int[] {7, 9, 11, 13}) {
      assertMatches(fromX(opset, transA == 0 ? new int[] {3, 5} : new int[] {5, 3})
          .random("b", transB == 0 ? new int[] {5, 4} : new int[] {4, 5}).random("c", 4)
          .node("Gemm", List.of("x", "b", "c"), List.of("y"),
              integer("transA", transA), integer("transB", transB), real("alpha", 0.5f), real("beta", -2)));
    }
  }

  @Test
  void gemmWithEveryShapeOfC() {
    for (int[] c : new int[][] {{}, {1}, {4}, {1, 4}, {3, 1}, {3, 4}}) {
      assertMatches(fromX(13, 3, 5).random("b", 5, 4).random("c", c)
          .node("Gemm", List.of("x", "b", "c"), List.of("y"), real("beta", 1.5f)));
    }
    assertMatches(fromX(13, 3, 5).random("b", 5, 4).node("Gemm", List.of("x", "b"), List.of("y")));
  }

  @Test
  void gemmOfAConstantAndWithACComputedAtRunTime() {
    assertMatches(fromX(13, 5, 4).random("a", 3, 5).random("c", 3, 1)
        .node("Gemm", List.of("a", "x", "c"), List.of("y"), real("alpha", 3)));
    assertMatches(fromX(13, 3, 5).input("c", DType.F32, 3, 4).random("b", 5, 4)
        .node("Gemm", List.of("x", "b", "c"), List.of("y"), real("beta", 0.25f)));
  }

  @Test
  void productOfConstantsIsFolded() {
    assertMatches(fromX(13, 3, 4).random("a", 3, 5).random("b", 5, 4)
        .node("MatMul", List.of("a", "b"), List.of("ab")).node("Add", List.of("x", "ab"), List.of("y")));
  }
}
