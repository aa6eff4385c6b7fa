package org.modelc.onnx;

import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;
import static org.modelc.onnx.OnnxModelBuilder.string;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modelc.ir.DType;

/** Operators that become several of the IR, over random shapes and attributes, against ONNX Runtime. */
class ComposedImportTest extends ImportTest {

  @ParameterizedTest
  @CsvSource({"LSTM,4,forward", "LSTM,4,reverse", "LSTM,4,bidirectional", "GRU,3,forward", "GRU,3,bidirectional", "RNN,1,reverse", "RNN,1,bidirectional"})
  void sequences(String type, int gates, String direction) {
    int directions = direction.equals("bidirectional") ? 2 : 1;
    assertMatches(fromX(14, 5, 2, 3)
        .random("w", directions, gates * 4, 3).random("r", directions, gates * 4, 4).random("b", directions, 2 * gates * 4)
        .node(type, List.of("x", "w", "r", "b"), List.of("y", "h"), integer("hidden_size", 4), string("direction", direction))
        .output("h"));
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void gruWithResetBeforeAndAfterTheProduct(int linear) {
    assertMatches(fromX(14, 4, 3, 2).random("w", 1, 15, 2).random("r", 1, 15, 5).random("b", 1, 30)
        .integers("lengths", DType.S32, 4, 1, 2).random("start", 1, 3, 5)
        .node("GRU", List.of("x", "w", "r", "b", "lengths", "start"), List.of("y", "h"), integer("hidden_size", 5),
            integer("linear_before_reset", linear))
        .output("h"));
  }

  @ParameterizedTest
  @CsvSource({"LSTM,4,forward", "LSTM,4,reverse", "LSTM,4,bidirectional", "GRU,3,forward", "GRU,3,bidirectional", "RNN,1,reverse"})
  void sequencesFromGivenStates(String type, int gates, String direction) {
    int directions = direction.equals("bidirectional") ? 2 : 1;
    boolean cell = type.equals("LSTM");
    for (boolean sequence : new boolean[] {true, false}) {
      OnnxModelBuilder model = OnnxModelBuilder.opset(14).input("x", DType.F32, 5, 2, 3).input("h0", DType.F32, directions, 2, 4)
          .random("w", directions, gates * 4, 3).random("r", directions, gates * 4, 4).random("b", directions, 2 * gates * 4);
      List<String> inputs = List.of("x", "w", "r", "b", "", "h0");
      List<String> outputs = List.of(sequence ? "y" : "", "h");
      if (cell) {
        model.input("c0", DType.F32, directions, 2, 4);
        inputs = List.of("x", "w", "r", "b", "", "h0", "c0");
        outputs = List.of(sequence ? "y" : "", "h", "c");
      }
      model.node(type, inputs, outputs, integer("hidden_size", 4), string("direction", direction)).output("h");
      if (sequence) {
        model.output("y");
      }
      assertMatches(cell ? model.output("c") : model);
    }
  }

  @Test
  void transposedConvolutions() {
    Random random = new Random(11);
    for (int i = 0; i < 20; i++) {
      int groups = 1 + random.nextInt(2);
      int kernel = 1 + random.nextInt(4);
      int stride = 1 + random.nextInt(3);
      int pad = random.nextInt(kernel);
      assertMatches(fromX(11, 1, 2 * groups, 4, 5).random("w", 2 * groups, 3, kernel, kernel).random("b", 3 * groups)
          .node("ConvTranspose", List.of("x", "w", "b"), List.of("y"), integer("group", groups), ints("strides", stride, stride),
              ints("pads", pad, 0, 0, pad), ints("output_padding", random.nextInt(stride), 0)));
    }
  }

  @Test
  void computedWeights() {
    assertMatches(fromX(13, 1, 4, 6, 5).input("w", DType.F32, 6, 2, 3, 2)
        .node("Conv", List.of("x", "w"), List.of("y"), integer("group", 2), ints("strides", 2, 1)));
    assertMatches(fromX(13, 2, 4, 9).input("w", DType.F32, 6, 2, 3)
        .node("Conv", List.of("x", "w"), List.of("y"), integer("group", 2), ints("strides", 2)));
    assertMatches(fromX(13, 1, 2, 5, 5, 4).random("w", 3, 2, 2, 3, 2).node("Conv", List.of("x", "w"), List.of("y")));
  }

  /** With aligned corners ONNX Runtime takes the rounded size where ONNX takes the exact one, so that only whole sizes compare. */
  @ParameterizedTest
  @CsvSource({
    "nearest,asymmetric", "nearest,half_pixel", "linear,half_pixel", "linear,align_corners", "linear,pytorch_half_pixel",
    "cubic,half_pixel", "cubic,asymmetric"
  })
  void resizes(String mode, String transformation) {
    List<float[]> all = List.of(new float[] {1, 1, 2, 3}, new float[] {1, 1, 0.5f, 0.6f}, new float[] {1, 1, 1.7f, 0.8f});
    for (float[] scales : transformation.equals("align_corners") ? all.subList(0, 2) : all) {
      assertMatches(fromX(13, 1, 2, 6, 5).floats("roi").floats("scales", scales)
          .node("Resize", List.of("x", "roi", "scales"), List.of("y"), string("mode", mode),
              string("coordinate_transformation_mode", transformation), string("nearest_mode", "floor")));
    }
  }

  @Test
  void upsamplings() {
    assertMatches(fromX(9, 1, 2, 3, 4).floats("scales", 1, 1, 2, 3).node("Upsample", List.of("x", "scales"), List.of("y")));
    assertMatches(fromX(9, 1, 2, 3, 4).floats("scales", 1, 1, 2, 2)
        .node("Upsample", List.of("x", "scales"), List.of("y"), string("mode", "linear")));
    assertMatches(fromX(10, 1, 2, 3, 4).floats("scales", 1, 1, 2, 2).node("Resize", List.of("x", "scales"), List.of("y")));
  }

  @Test
  void matricesOfTwoActivations() {
    assertMatches(fromX(13, 2, 1, 3, 4).input("z", DType.F32, 5, 4, 2).node("MatMul", List.of("x", "z"), List.of("y")));
    assertMatches(fromX(13, 4).input("z", DType.F32, 3, 4, 2).node("MatMul", List.of("x", "z"), List.of("y")));
    assertMatches(fromX(13, 3, 4).random("b", 2, 4, 5).node("MatMul", List.of("x", "b"), List.of("y")));
    assertMatches(fromX(13, 4, 3).input("z", DType.F32, 5, 4).random("c", 5)
        .node("Gemm", List.of("x", "z", "c"), List.of("y"), integer("transA", 1), integer("transB", 1)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"bij,bjk->bik", "ij,kj->ik", "bhid,bhjd->bhij", "i,j->ij", "bij->bji", "bij,bij->b", "...ij,...jk->...ik"})
  void einsums(String equation) {
    String[] terms = equation.split("->")[0].split(",");
    OnnxModelBuilder model = fromX(13, dims(terms[0]));
    if (terms.length == 1) {
      assertMatches(model.node("Einsum", List.of("x"), List.of("y"), string("equation", equation)));
    } else {
      assertMatches(model.input("z", DType.F32, dims(terms[1]))
          .node("Einsum", List.of("x", "z"), List.of("y"), string("equation", equation)));
    }
  }

  private static int[] dims(String labels) {
    return labels.replace("...", "b").chars().map(label -> "bhijkd".indexOf(label) + 2).toArray();
  }

  @Test
  void normalisations() {
    assertMatches(fromX(17, 2, 3, 4).random("s", 4).random("b", 4).node("LayerNormalization", List.of("x", "s", "b"), List.of("y")));
    assertMatches(fromX(13, 2, 3, 4, 5).random("s", 3).random("b", 3).node("InstanceNormalization", List.of("x", "s", "b"), List.of("y")));
    assertMatches(fromX(13, 2, 5, 4, 3).node("LRN", List.of("x"), List.of("y"), integer("size", 3)));
    assertMatches(fromX(13, 2, 5).node("LpNormalization", List.of("x"), List.of("y"), integer("p", 1)));
  }

  @Test
  void elementsByIndex() {
    assertMatches(fromX(13, 3, 4).longs("i", 2, 0, 1).longs("shape", 1, 3).node("Reshape", List.of("i", "shape"), List.of("j"))
        .node("GatherElements", List.of("x", "j"), List.of("y"), integer("axis", 1)));
    assertMatches(fromX(16, 4, 5).longs("k", 3).node("TopK", List.of("x", "k"), List.of("y", "i")).output("i"));
    assertMatches(fromX(14, 4, 5).scalar("axis", DType.S32, 1).node("CumSum", List.of("x", "axis"), List.of("y"), integer("reverse", 1)));
    assertMatches(fromX(14, 2, 3, 4).longs("repeats", 1, 2, 3).node("Tile", List.of("x", "repeats"), List.of("y")));
    assertMatches(fromX(13, 1, 8, 2, 3).node("DepthToSpace", List.of("x"), List.of("y"), integer("blocksize", 2)));
    assertMatches(fromX(16, 1, 2, 5, 4).input("g", DType.F32, 1, 3, 3, 2)
        .node("GridSample", List.of("x", "g"), List.of("y"), string("padding_mode", "border")));
  }

  @Test
  void comparisonsAndChoice() {
    for (String type : List.of("Less", "Greater", "LessOrEqual", "GreaterOrEqual", "Equal")) {
      assertMatches(fromX(13, 3, 4).random("c", 4).node(type, List.of("x", "c"), List.of("m"))
          .node("Where", List.of("m", "x", "c"), List.of("y")));
    }
  }
}
