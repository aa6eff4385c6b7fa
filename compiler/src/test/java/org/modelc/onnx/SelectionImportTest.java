package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Index.atIndex;
import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.c.GenerationOptions;
import org.modelc.driver.TargetCode;
import org.modelc.ir.CountedOutput;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;
import org.modelc.target.Targets;

/** Operators whose results have as many elements as the inputs' elements decide, and what may be made of those. */
class SelectionImportTest extends ImportTest {

  @ParameterizedTest
  @CsvSource({"7,1,1", "3,5,1", "2,3,4"})
  void nonZero(int a, int b, int c) {
    assertMatches(fromX(13, a, b, c).node("Round", List.of("x"), List.of("r")).node("NonZero", List.of("r"), List.of("y")));
  }

  @Test
  void nonZeroOfTruthValuesAndIntegers() {
    assertMatches(OnnxModelBuilder.opset(13).input("x", DType.BOOL, 9).output("y").node("NonZero", List.of("x"), List.of("y")));
    assertMatches(OnnxModelBuilder.opset(13).input("x", DType.S64, 3, 3).output("y").node("NonZero", List.of("x"), List.of("y")));
  }

  @Test
  void nonZeroOfConstantsHasItsSize() {
    Graph graph = load(fromX(13, 3).longs("c", 0, 4, 0, 5, 6).node("NonZero", List.of("c"), List.of("i"))
        .node("Cast", List.of("i"), List.of("f"), integer("to", 1)).node("Add", List.of("x", "f"), List.of("y")));
    assertThat(graph.outputs().get(0).shape()).isEqualTo(Shape.of(1, 3));
    assertThat(graph.outputs()).hasSize(1);
  }

  @Test
  void compress() {
    for (int axis = -1; axis < 3; axis++) {
      assertMatches(fromX(13, 2, 3, 4).input("c", DType.BOOL, axis == 1 ? 2 : 1 + axis * axis % 3)
          .node("Compress", List.of("x", "c"), List.of("y"), integer("axis", axis)));
    }
    assertMatches(fromX(13, 2, 3, 4).input("c", DType.BOOL, 20).node("Compress", List.of("x", "c"), List.of("y")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void unique(int sorted) {
    for (int axis = 0; axis < 3; axis++) {
      assertMatches(outputs(fromX(13, 4, 3, 2), "i", "g", "n").node("Sign", List.of("x"), List.of("s"))
          .node("Unique", List.of("s"), List.of("y", "i", "g", "n"), integer("axis", axis), integer("sorted", sorted)));
    }
    assertMatches(outputs(OnnxModelBuilder.opset(13).input("x", DType.S64, 5, 4).output("y"), "i", "g", "n")
        .node("Unique", List.of("x"), List.of("y", "i", "g", "n"), integer("sorted", sorted)));
    assertMatches(fromX(13, 9).node("Unique", List.of("x"), List.of("y"), integer("sorted", sorted)));
  }

  private static OnnxModelBuilder outputs(OnnxModelBuilder model, String... names) {
    List.of(names).forEach(model::output);
    return model;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void nonMaxSuppression(int centred) {
    assertMatches(OnnxModelBuilder.opset(13).input("boxes", DType.F32, 2, 30, 4).input("scores", DType.F32, 2, 3, 30)
        .longs("most", 7).floats("overlap", 0.3f).floats("score", 0.2f).output("y")
        .node("NonMaxSuppression", List.of("boxes", "scores", "most", "overlap", "score"), List.of("y"), integer("center_point_box", centred)));
  }

  @Test
  void nonMaxSuppressionWithoutThresholds() {
    assertMatches(OnnxModelBuilder.opset(13).input("boxes", DType.F32, 1, 12, 4).input("scores", DType.F32, 1, 1, 12)
        .longs("most", 100).output("y").node("NonMaxSuppression", List.of("boxes", "scores", "most"), List.of("y")));
  }

  /** As converters write the end of a detector: candidates of a convolution, decoded, suppressed, gathered. */
  private static OnnxModelBuilder detector() {
    OnnxModelBuilder model = OnnxModelBuilder.opset(13).input("image", DType.F32, 1, 3, 16, 16)
        .random("w", 8, 3, 3, 3).random("b", 8).random("anchors", 1, 64, 4)
        .longs("rows", 1, 8, 64).longs("four", 0, 4, 4, 8).longs("split", 4, 4).scalar("tenth", 0.1f)
        .longs("most", 5).floats("overlap", 0.4f).floats("score", 0.9999f)
        .longs("second", 1).longs("third", 2).longs("all", -1).longs("first", 0);
    return model
        .node("Conv", List.of("image", "w", "b"), List.of("map"), ints("strides", 2, 2), ints("pads", 1, 1, 1, 1))
        .node("Reshape", List.of("map", "rows"), List.of("candidates"))
        .node("Split", List.of("candidates", "split"), List.of("places", "logits"), integer("axis", 1))
        .node("Transpose", List.of("places"), List.of("offsets"), ints("perm", 0, 2, 1))
        .node("Mul", List.of("offsets", "tenth"), List.of("scaled"))
        .node("Add", List.of("scaled", "anchors"), List.of("boxes"))
        .node("Sigmoid", List.of("logits"), List.of("scores"))
        .node("NonMaxSuppression", List.of("boxes", "scores", "most", "overlap", "score"), List.of("selected"))
        .node("Gather", List.of("selected", "second"), List.of("class_column"), integer("axis", 1))
        .node("Squeeze", List.of("class_column", "second"), List.of("classes64"))
        .node("Cast", List.of("classes64"), List.of("classes"), integer("to", 6))
        .node("Gather", List.of("selected", "third"), List.of("box_column"), integer("axis", 1))
        .node("Reshape", List.of("box_column", "all"), List.of("box_index"))
        .node("Squeeze", List.of("boxes", "first"), List.of("all_boxes"))
        .node("Gather", List.of("all_boxes", "box_index"), List.of("detections"))
        .node("GatherND", List.of("scores", "selected"), List.of("detection_scores"))
        .node("Shape", List.of("selected"), List.of("found"))
        .output("detections").output("detection_scores").output("classes").output("found");
  }

  @Test
  void detectorEqualsOnnxRuntime() {
    assertMatches(detector());
  }

  @Test
  void outputsOfADetectorShareTheirCount() {
    Graph graph = Pipeline.run(Pipeline.OPTIMISE, load(detector()), PassOptions.DEFAULT);
    assertThat(graph.outputs()).extracting(Value::name)
        .containsExactly("detections", "detection_scores", "classes", "found", "detections_count");
    for (int output = 0; output < 3; output++) {
      assertThat(CountedOutput.of(graph, output)).contains(new CountedOutput(0, 4));
    }
    assertThat(CountedOutput.of(graph, 3)).isEmpty();
    String header = TargetCode.generate(graph, Targets.find("host"), MemoryGoal.DEFAULT, GenerationOptions.named("net"))
        .files().allFiles().get("net.h");
    assertThat(header).contains("detections: float 20x4, NET_DETECTIONS_BYTES bytes; the first detections_count[0] along axis 0 count, the others stand for 0")
        .contains("int64_t *detections_count, void *arena");
  }

  @Test
  void whatDoesNotCountIsZero() {
    Graph graph = load(detector());
    Random random = new Random(3);
    boolean someCount = false;
    for (int sample = 0; sample < 5; sample++) {
      List<Tensor> outputs = new Interpreter(graph).run(List.of(Comparison.random(graph.inputs().get(0).type(), random)));
      int count = (int) outputs.get(4).longs()[0];
      someCount |= count > 0 && count < 20;
      for (int i = count; i < 20; i++) {
        assertThat(outputs.get(1).floats()[i]).isZero();
        assertThat(outputs.get(0).floats()).contains(0, atIndex(4 * i));
      }
    }
    assertThat(someCount).isTrue();
  }

  @Test
  void elementwiseOperatorsAndReductionsOfOtherAxes() {
    assertMatches(fromX(13, 6, 5).input("c", DType.BOOL, 6).random("row", 5).random("w", 5, 3)
        .node("Compress", List.of("x", "c"), List.of("some"), integer("axis", 0))
        .node("Mul", List.of("some", "row"), List.of("scaled"))
        .node("Softmax", List.of("scaled"), List.of("soft"), integer("axis", 1))
        .node("MatMul", List.of("soft", "w"), List.of("product"))
        .node("Concat", List.of("product", "some"), List.of("wide"), integer("axis", 1))
        .node("Transpose", List.of("wide"), List.of("turned"))
        .node("ReduceMax", List.of("turned"), List.of("y"), ints("axes", 0), integer("keepdims", 0)));
  }

  @Test
  void theSizeIsANumberToComputeWith() {
    assertMatches(OnnxModelBuilder.opset(13).input("x", DType.BOOL, 3, 4).output("y").output("z")
        .node("NonZero", List.of("x"), List.of("i")).node("Shape", List.of("i"), List.of("y")).node("Size", List.of("i"), List.of("z")));
  }

  @Test
  void aSelectionOfASelection() {
    assertMatches(fromX(13, 12).input("c", DType.BOOL, 12)
        .node("Compress", List.of("x", "c"), List.of("some"), integer("axis", 0))
        .node("NonZero", List.of("some"), List.of("y")));
  }

  @Test
  void reducingTheAxisIsRefused() {
    OnnxModelBuilder model = fromX(13, 6, 5).input("c", DType.BOOL, 6)
        .node("Compress", List.of("x", "c"), List.of("some"), integer("axis", 0))
        .node("ReduceMax", List.of("some"), List.of("y"), ints("axes", 0));
    assertThatThrownBy(() -> load(model)).isInstanceOf(ProblemException.class)
        .hasMessageContaining("E204 node \"reducemax1\"")
        .hasMessageContaining("needs all elements along an axis of \"some\", whose axis 0 has a size that is computed at run time, at most 6");
  }

  @Test
  void twoSelectionsAreNotJoined() {
    OnnxModelBuilder model = fromX(13, 6).input("c", DType.BOOL, 6).input("d", DType.BOOL, 6)
        .node("Compress", List.of("x", "c"), List.of("a"), integer("axis", 0))
        .node("Compress", List.of("x", "d"), List.of("b"), integer("axis", 0))
        .node("Add", List.of("a", "b"), List.of("y"));
    assertThatThrownBy(() -> load(model)).isInstanceOf(ProblemException.class)
        .hasMessageContaining("with a tensor of another size that is computed at run time");
  }

  private Graph load(OnnxModelBuilder model) {
    return OnnxImporter.load(model.save(folder.resolve("model.onnx")), new Problems());
  }
}
