package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;
import static org.modelc.onnx.OnnxModelBuilder.real;
import static org.modelc.onnx.OnnxModelBuilder.reals;
import static org.modelc.onnx.OnnxModelBuilder.tensor;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Problems;

/** Constants in all their forms, and what is computed of them at import. */
class ConstantImportTest extends ImportTest {

  @Test
  void formsOfConstant() {
    assertMatches(fromX(13, 2, 3).node("Constant", List.of(), List.of("c"), tensor("value", Tensor.f32(Shape.of(3), 1, 2, 3)))
        .node("Add", List.of("x", "c"), List.of("y")));
    assertMatches(fromX(13, 2, 3).node("Constant", List.of(), List.of("c"), real("value_float", 2.5f))
        .node("Add", List.of("x", "c"), List.of("y")));
    assertMatches(fromX(13, 2, 3).node("Constant", List.of(), List.of("c"), reals("value_floats", 1, 2, 3))
        .node("Add", List.of("x", "c"), List.of("y")));
    assertMatches(fromX(13, 2, 3).node("Constant", List.of(), List.of("c"), ints("value_ints", 3, 2))
        .node("Reshape", List.of("x", "c"), List.of("y")));
    assertMatches(fromX(13, 2, 3).node("Constant", List.of(), List.of("i"), integer("value_int", 1))
        .node("Gather", List.of("x", "i"), List.of("y")));
  }

  /** Elements in typed fields instead of raw bytes. */
  @Test
  void typedFields() {
    TensorProto floats = TensorProto.newBuilder().setName("f").setDataType(1).addDims(3)
        .addAllFloatData(List.of(1f, 2f, 3f)).build();
    TensorProto longs = TensorProto.newBuilder().setName("s").setDataType(7).addDims(2).addAllInt64Data(List.of(3L, 2L)).build();
    TensorProto bytes = TensorProto.newBuilder().setName("b").setDataType(3).addDims(2).addAllInt32Data(List.of(-128, 127)).build();
    assertMatches(fromX(13, 2, 3).initialiser(floats).initialiser(longs).initialiser(bytes).scalar("scale", 0.5f)
        .node("Add", List.of("x", "f"), List.of("a"))
        .node("Reshape", List.of("a", "s"), List.of("r"))
        .node("DequantizeLinear", List.of("b", "scale"), List.of("d"))
        .node("Mul", List.of("r", "d"), List.of("y")));
  }

  @Test
  void shapeSizeAndParts() {
    assertMatches(fromX(13, 2, 3, 4).node("Shape", List.of("x"), List.of("y")));
    assertMatches(fromX(15, 2, 3, 4).node("Shape", List.of("x"), List.of("y"), integer("start", 1), integer("end", -1)));
    assertMatches(fromX(13, 2, 3, 4).node("Size", List.of("x"), List.of("y")));
  }

  @Test
  void computedConstants() {
    assertMatches(fromX(13, 2, 3).longs("s", 2, 3)
        .node("ConstantOfShape", List.of("s"), List.of("c"), tensor("value", Tensor.f32(Shape.of(1), 4)))
        .node("Add", List.of("x", "c"), List.of("y")));
    assertMatches(fromX(13, 2, 3).random("c", 3).longs("s", 2, 1)
        .node("Expand", List.of("c", "s"), List.of("e")).node("Add", List.of("x", "e"), List.of("y")));
    assertMatches(fromX(13, 2, 3).scalar("a", DType.S64, 1).scalar("b", DType.S64, 7).scalar("d", DType.S64, 2)
        .node("Range", List.of("a", "b", "d"), List.of("r")).node("Cast", List.of("r"), List.of("f"), integer("to", 1))
        .node("Add", List.of("x", "f"), List.of("y")));
    assertMatches(fromX(13, 2, 3).longs("p", 1, 2, 3).longs("q", 1, 5, 3).random("a", 2, 3).random("b", 3)
        .node("Equal", List.of("p", "q"), List.of("e")).node("Where", List.of("e", "a", "b"), List.of("w"))
        .node("Add", List.of("x", "w"), List.of("y")));
  }

  @Test
  void expandOfATensorThatHasTheShape() {
    assertMatches(fromX(13, 2, 3).longs("s", 1, 3).node("Expand", List.of("x", "s"), List.of("y")));
  }

  @Test
  void outputsMayBeInputsOrConstants() {
    Graph graph = OnnxImporter.load(
        OnnxModelBuilder.opset(13).input("x", DType.F32, 2).floats("c", 1, 2).output("x").output("c").output("i")
            .node("Identity", List.of("x"), List.of("i")).save(folder.resolve("outputs.onnx")),
        new Problems());
    assertThat(graph.outputs()).extracting(value -> value.name()).containsExactly("x", "c", "i");
    assertThat(graph.outputs().get(1).isConstant()).isTrue();
  }

  @Test
  void initialisersThatAreAlsoInputsAreConstants() {
    Graph graph = OnnxImporter.load(
        fromX(7, 2, 3).input("c", DType.F32, 3).random("c", 3).node("Add", List.of("x", "c"), List.of("y"))
            .save(folder.resolve("old.onnx")),
        new Problems());
    assertThat(graph.inputs()).extracting(value -> value.name()).containsExactly("x");
  }

  @Test
  void nodesInAnyOrder() {
    assertMatches(fromX(13, 2, 3).node("Relu", List.of("a"), List.of("y")).node("Neg", List.of("x"), List.of("a")));
  }

  @Test
  void deadNodesAreNotLookedAt() {
    Graph graph = OnnxImporter.load(
        fromX(13, 2, 3).node("Relu", List.of("x"), List.of("y")).node("Bernoulli", List.of("x"), List.of("unused"))
            .save(folder.resolve("dead.onnx")),
        new Problems());
    assertThat(graph.nodes()).hasSize(1);
  }

  @Test
  void foldedConstantsAreIntegers() {
    Graph graph = OnnxImporter.load(
        fromX(13, 2, 3).node("Shape", List.of("x"), List.of("y")).save(folder.resolve("shape.onnx")), new Problems());
    Tensor shape = graph.outputs().get(0).requireConstant();
    assertThat(shape.type()).isEqualTo(TensorType.of(DType.S64, Shape.of(2)));
    assertThat(IntStream.range(0, 2).mapToLong(shape::integer)).containsExactly(2L, 3L);
  }
}
