package org.modelc.onnx;

import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;
import static org.modelc.onnx.OnnxModelBuilder.real;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.ir.DType;

/** Operators that move, select and reduce elements, against ONNX Runtime. */
class MovementImportTest extends ImportTest {

  @Test
  void transpose() {
    assertMatches(fromX(13, 2, 3, 4).node("Transpose", List.of("x"), List.of("y"), ints("perm", 1, 2, 0)));
    assertMatches(fromX(13, 2, 3, 4).node("Transpose", List.of("x"), List.of("y")));
  }

  @Test
  void reshape() {
    assertMatches(fromX(7, 2, 3, 4).longs("s", 4, 6).node("Reshape", List.of("x", "s"), List.of("y")));
    assertMatches(fromX(13, 2, 3, 4).longs("s", 0, -1).node("Reshape", List.of("x", "s"), List.of("y")));
    assertMatches(fromX(14, 2, 3, 4).longs("s", 24).node("Reshape", List.of("x", "s"), List.of("y"), integer("allowzero", 1)));
  }

  @Test
  void flatten() {
    for (int axis = -3; axis <= 3; axis++) {
      assertMatches(fromX(13, 2, 3, 4).node("Flatten", List.of("x"), List.of("y"), integer("axis", axis)));
    }
  }

  @Test
  void squeezeAndUnsqueeze() {
    assertMatches(fromX(11, 1, 3, 1, 4).node("Squeeze", List.of("x"), List.of("y"), ints("axes", -2)));
    assertMatches(fromX(13, 1, 3, 1, 4).longs("a", 0, 2).node("Squeeze", List.of("x", "a"), List.of("y")));
    assertMatches(fromX(13, 1, 3, 1, 4).node("Squeeze", List.of("x"), List.of("y")));
    assertMatches(fromX(11, 3, 4).node("Unsqueeze", List.of("x"), List.of("y"), ints("axes", 0, -1)));
    assertMatches(fromX(13, 3, 4).longs("a", 3, 1).node("Unsqueeze", List.of("x", "a"), List.of("y")));
  }

  @Test
  void pad() {
    assertMatches(fromX(7, 2, 3).node("Pad", List.of("x"), List.of("y"), ints("pads", 0, 1, 2, 0), real("value", 3)));
    assertMatches(fromX(11, 2, 3).longs("p", 0, 1, 2, 0).scalar("v", 3).node("Pad", List.of("x", "p", "v"), List.of("y")));
    assertMatches(fromX(13, 3, 4).longs("p", -1, 1, 2, -2).node("Pad", List.of("x", "p"), List.of("y")));
    assertMatches(fromX(18, 2, 3, 4).longs("p", 1, 2).longs("a", -1)
        .node("Pad", List.of("x", "p", "", "a"), List.of("y")));
  }

  @Test
  void concat() {
    assertMatches(fromX(7, 2, 3).random("c", 2, 2).node("Concat", List.of("x", "c", "x"), List.of("y"), integer("axis", 1)));
    assertMatches(fromX(13, 2, 3).node("Concat", List.of("x", "x"), List.of("y"), integer("axis", -2)));
    assertMatches(fromX(13, 2, 3).node("Concat", List.of("x"), List.of("y"), integer("axis", 0)));
  }

  @ParameterizedTest
  @CsvSource({
    "0,4,1", "1,3,1", "-3,-1,1", "0,100,2", "-100,100,3", "4,0,-1", "100,-100,-2", "-1,-5,-1",
    "3,-9223372036854775808,-1", "2,9223372036854775807,1"
  })
  void slice(long start, long end, long step) {
    assertMatches(fromX(13, 2, 5).longs("s", start).longs("e", end).longs("a", -1).longs("t", step)
        .node("Slice", List.of("x", "s", "e", "a", "t"), List.of("y")));
  }

  @Test
  void sliceWithAttributesAndWithoutAxes() {
    assertMatches(fromX(9, 4, 5).node("Slice", List.of("x"), List.of("y"), ints("starts", 1, 0), ints("ends", 3, -1)));
    assertMatches(fromX(9, 4, 5).node("Slice", List.of("x"), List.of("y"), ints("starts", 2), ints("ends", 5), ints("axes", 1)));
    assertMatches(fromX(10, 4, 5).longs("s", 1).longs("e", 3).node("Slice", List.of("x", "s", "e"), List.of("y")));
  }

  @Test
  void split() {
    assertMatches(fromX(11, 2, 6).output("z").node("Split", List.of("x"), List.of("y", "z"), integer("axis", 1), ints("split", 2, 4)));
    assertMatches(fromX(13, 2, 6).output("z").longs("s", 1, 5).node("Split", List.of("x", "s"), List.of("y", "z"), integer("axis", 1)));
    assertMatches(fromX(13, 2, 6).output("z").node("Split", List.of("x"), List.of("y", "z"), integer("axis", -1)));
    assertMatches(fromX(18, 2, 7).output("w").node(
        "Split", List.of("x"), List.of("y", "z", "w"), integer("axis", 1), integer("num_outputs", 3)));
  }

  @Test
  void gather() {
    assertMatches(fromX(13, 3, 4).longs("i", 2, -1, 0).node("Gather", List.of("x", "i"), List.of("y"), integer("axis", 1)));
    assertMatches(fromX(13, 3, 4).scalar("i", DType.S32, 1).node("Gather", List.of("x", "i"), List.of("y")));
    assertMatches(OnnxModelBuilder.opset(13).input("x", DType.S64, 2, 3).random("table", 5, 4).output("y")
        .node("Gather", List.of("table", "x"), List.of("y")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin"})
  void reduce(String type) {
    int inputsSince = type.equals("ReduceSum") ? 13 : 18;
    assertMatches(fromX(11, 2, 3, 4).node(type, List.of("x"), List.of("y"), ints("axes", -1, 1), integer("keepdims", 0)));
    assertMatches(fromX(11, 2, 3, 4).node(type, List.of("x"), List.of("y"), ints("axes", 1)));
    assertMatches(fromX(11, 2, 3, 4).node(type, List.of("x"), List.of("y")));
    assertMatches(fromX(inputsSince, 2, 3, 4).longs("a", 0, -1).node(type, List.of("x", "a"), List.of("y"), integer("keepdims", 0)));
    assertMatches(fromX(inputsSince, 2, 3, 4).node(type, List.of("x"), List.of("y"), integer("keepdims", 0)));
    assertMatches(fromX(inputsSince, 2, 3, 4).node(type, List.of("x"), List.of("y"), integer("noop_with_empty_axes", 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ArgMax", "ArgMin"})
  void indexOfExtreme(String type) {
    for (int last = 0; last < 2; last++) {
      assertMatches(fromX(13, 2, 3, 4).node("Round", List.of("x"), List.of("r"))
          .node(type, List.of("r"), List.of("y"), integer("axis", -1), integer("keepdims", 0), integer("select_last_index", last)));
    }
    assertMatches(fromX(11, 2, 3, 4).node(type, List.of("x"), List.of("y"), integer("axis", 1)));
  }

  @Test
  void namesOnly() {
    assertMatches(fromX(13, 2, 3).node("Relu", List.of("x"), List.of("r")).node("Identity", List.of("r"), List.of("y")));
    assertMatches(fromX(7, 2, 3).node("Dropout", List.of("x"), List.of("y"), real("ratio", 0.5f)));
    assertMatches(fromX(13, 2, 3).scalar("r", 0.5f).node("Dropout", List.of("x", "r"), List.of("y", "mask")));
  }

  @Test
  void castBetweenElementTypes() {
    assertMatches(fromX(13, 2, 30).node("Cast", List.of("x"), List.of("y"), integer("to", 7)));
    assertMatches(fromX(13, 2, 30).node("Cast", List.of("x"), List.of("y"), integer("to", 1)));
    assertMatches(OnnxModelBuilder.opset(13).input("x", DType.S64, 2, 3).output("y")
        .node("Cast", List.of("x"), List.of("y"), integer("to", 1)));
    assertMatches(fromX(15, 2, 3).longs("like", 1).node("CastLike", List.of("x", "like"), List.of("y")));
  }
}
