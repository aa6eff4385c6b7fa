package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.modelc.onnx.OnnxModelBuilder.graph;
import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;
import static org.modelc.onnx.OnnxModelBuilder.real;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.op.Select;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** If, Loop and Scan as far as their course is known when a model is compiled. */
class ControlFlowImportTest extends ImportTest {
  private static final int OPSET = 16;

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void conditionsThatAreConstant(long condition) {
    OnnxModelBuilder model = fromX(OPSET, 2, 3).integers("c", DType.BOOL, condition).node("Neg", List.of("x"), List.of("n"))
        .node("If", List.of("c"), List.of("y"), branches());
    assertMatches(model);
    Graph graph = OnnxImporter.load(model.save(folder.resolve("if.onnx")), new Problems());
    assertThat(graph.nodes()).noneMatch(node -> node.op() instanceof Select);
  }

  @Test
  void conditionsThatAreComputed() {
    assertMatches(fromX(OPSET, 2, 3).node("Neg", List.of("x"), List.of("n"))
        .node("ReduceSum", List.of("x"), List.of("s"), integer("keepdims", 0)).scalar("zero", 0)
        .node("Less", List.of("s", "zero"), List.of("c"))
        .node("If", List.of("c"), List.of("y"), branches()));
  }

  /** Both name their intermediate alike; the second has a graph of its own within. */
  private static AttributeProto[] branches() {
    OnnxModelBuilder inner = OnnxModelBuilder.opset(OPSET).output("r").node("Sub", List.of("t", "n"), List.of("r"));
    OnnxModelBuilder other = OnnxModelBuilder.opset(OPSET).output("r").node("Exp", List.of("n"), List.of("r"));
    return new AttributeProto[] {
      graph("then_branch", OnnxModelBuilder.opset(OPSET).output("b")
          .node("Relu", List.of("n"), List.of("t")).node("Add", List.of("t", "x"), List.of("b"))),
      graph("else_branch", OnnxModelBuilder.opset(OPSET).output("b").integers("d", DType.BOOL, 1)
          .node("LeakyRelu", List.of("x"), List.of("t"), real("alpha", 0.3f))
          .node("If", List.of("d"), List.of("b"), graph("then_branch", inner), graph("else_branch", other)))
    };
  }

  @ParameterizedTest
  @CsvSource({"1, 9", "4, 9", "9, 3"})
  void loops(int turns, int last) {
    OnnxModelBuilder body = OnnxModelBuilder.opset(OPSET).input("i", DType.S64).input("go", DType.BOOL).input("s", DType.F32, 2, 3)
        .output("more").output("next").output("seen").scalar("last", DType.S64, last)
        .node("Less", List.of("i", "last"), List.of("more"))
        .node("Cast", List.of("i"), List.of("f"), integer("to", 1))
        .node("Mul", List.of("s", "x"), List.of("p"))
        .node("Add", List.of("p", "f"), List.of("next"))
        .node("Tanh", List.of("next"), List.of("seen"));
    assertMatches(fromX(OPSET, 2, 3).scalar("m", DType.S64, turns).output("all").node("Loop", List.of("m", "", "x"), List.of("y", "all"),
        graph("body", body)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "0, 1", "1, 1"})
  void scans(int direction, int axis) {
    OnnxModelBuilder body = OnnxModelBuilder.opset(OPSET).input("s", DType.F32, 3).input("e", DType.F32, 3).input("k", DType.F32, 2)
        .output("next").output("sum").longs("axes", 0)
        .node("ReduceSum", List.of("k", "axes"), List.of("w"))
        .node("Mul", List.of("e", "w"), List.of("p"))
        .node("Add", List.of("s", "p"), List.of("next")).node("Neg", List.of("next"), List.of("sum"));
    assertMatches(fromX(OPSET, 4, 3).random("start", 3).random("kernel", 2, 4).output("sums").node(
        "Scan", List.of("start", "x", "kernel"), List.of("y", "sums"), integer("num_scan_inputs", 2), graph("body", body),
        ints("scan_input_axes", 0, 1), ints("scan_input_directions", direction, 0), ints("scan_output_axes", axis),
        ints("scan_output_directions", 1 - direction)));
  }

  @Test
  void turnsThatAreComputedAreRefused() {
    OnnxModelBuilder body = OnnxModelBuilder.opset(OPSET).input("i", DType.S64).input("go", DType.BOOL).input("s", DType.F32, 2)
        .output("go").output("next").node("Neg", List.of("s"), List.of("next"));
    Path file = fromX(OPSET, 2).input("m", DType.S64).node("Loop", List.of("m", "", "x"), List.of("y"), graph("body", body))
        .save(folder.resolve("loop.onnx"));
    assertThatThrownBy(() -> OnnxImporter.load(file, new Problems())).isInstanceOfSatisfying(ProblemException.class,
        e -> assertThat(e.problems().get(0).toString()).contains(Code.E203.name(), "input \"M\" is computed at run time"));
  }

  @Test
  void turnsWithoutEndAreRefused() {
    OnnxModelBuilder body = OnnxModelBuilder.opset(OPSET).input("i", DType.S64).input("go", DType.BOOL).input("s", DType.F32, 2)
        .output("go").output("next").node("Neg", List.of("s"), List.of("next"));
    Path file = fromX(OPSET, 2).node("Loop", List.of("", "", "x"), List.of("y"), graph("body", body)).save(folder.resolve("loop.onnx"));
    assertThatThrownBy(() -> OnnxImporter.load(file, new Problems())).isInstanceOfSatisfying(ProblemException.class,
        e -> assertThat(e.problems().get(0).toString()).contains(Code.E107.name(), "turns more than 1024 times"));
  }
}
