package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;
import static org.modelc.onnx.OnnxModelBuilder.reals;
import static org.modelc.onnx.OnnxModelBuilder.string;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.problem.Problems;

/** Operators of ai.onnx.ml. */
class MlImportTest extends ImportTest {
  private static final String ML = "ai.onnx.ml.";

  @Test
  void scaler() {
    assertMatches(fromX(13, 2, 3).node(ML + "Scaler", List.of("x"), List.of("y"), reals("offset", 1, 2, 3), reals("scale", 0.5f, 2, 4)));
    assertMatches(fromX(13, 2, 3).node(ML + "Scaler", List.of("x"), List.of("y"), reals("offset", 1), reals("scale", 0.5f)));
    assertMatches(OnnxModelBuilder.opset(13).input("x", DType.S64, 2, 3).output("y")
        .node(ML + "Scaler", List.of("x"), List.of("y"), reals("offset", 1, 2, 3), reals("scale", 0.5f, 2, 4)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAX", "L1", "L2"})
  void normalizer(String norm) {
    assertMatches(fromX(13, 2, 7).node(ML + "Normalizer", List.of("x"), List.of("y"), string("norm", norm)));
  }

  @Test
  void arrayFeatureExtractor() {
    assertMatches(OnnxModelBuilder.opset(13).input("x", DType.S64, 4).integers("classes", DType.S32, 7, 8, 9, 5).output("y")
        .node(ML + "ArrayFeatureExtractor", List.of("classes", "x"), List.of("y")));
    assertMatches(fromX(13, 2, 4).longs("i", 3, 0).node(ML + "ArrayFeatureExtractor", List.of("x", "i"), List.of("y")));
  }

  @Test
  void zipMapIsDropped() {
    Graph graph = OnnxImporter.load(fromX(13, 1, 3)
        .node("Softmax", List.of("x"), List.of("p"), integer("axis", 1))
        .node(ML + "ZipMap", List.of("p"), List.of("y"), ints("classlabels_int64s", 0, 1, 2))
        .save(folder.resolve("zip.onnx")), new Problems());
    assertThat(graph.nodes()).hasSize(1);
    assertThat(graph.outputs().get(0).name()).isEqualTo("y");
  }
}
