package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;
import static org.modelc.onnx.OnnxModelBuilder.real;
import static org.modelc.onnx.OnnxModelBuilder.reals;
import static org.modelc.onnx.OnnxModelBuilder.string;
import static org.modelc.onnx.OnnxModelBuilder.strings;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.TestModels;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.problem.Code;
import org.modelc.problem.Problem;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;

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

  @Test
  void binarizer() {
    assertMatches(fromX(13, 2, 7).node(ML + "Binarizer", List.of("x"), List.of("y"), real("threshold", 0.25f)));
  }

  @Test
  void imputer() {
    assertMatches(fromX(13, 2, 3).node("Round", List.of("x"), List.of("r")).node(
        ML + "Imputer", List.of("r"), List.of("y"), reals("imputed_value_floats", 1, 2, 3), real("replaced_value_float", 1)));
    assertMatches(fromX(13, 2, 3).node("Sqrt", List.of("x"), List.of("r")).node(
        ML + "Imputer", List.of("r"), List.of("y"), reals("imputed_value_floats", 9), real("replaced_value_float", Float.NaN)));
  }

  @Test
  void featureVectorizer() {
    assertMatches(fromX(13, 2, 3).node("Neg", List.of("x"), List.of("n")).node(
        ML + "FeatureVectorizer", List.of("x", "n"), List.of("y"), ints("inputdimensions", 3, 3)));
  }

  @Test
  void encoders() {
    assertMatches(rounded(2, 5).node("Cast", List.of("r"), List.of("i"), integer("to", 7)).node(
        ML + "OneHotEncoder", List.of("i"), List.of("y"), ints("cats_int64s", -1, 0, 2), integer("zeros", 1)));
    assertMatches(rounded(2, 5).node("Cast", List.of("r"), List.of("i"), integer("to", 7)).node(
        ML + "LabelEncoder", List.of("i"), List.of("y"), ints("keys_int64s", 1, 0, -1), ints("values_int64s", 7, 8, 9),
        integer("default_int64", 42)));
    assertMatches(rounded(2, 5).node(
        ML + "LabelEncoder", List.of("r"), List.of("y"), reals("keys_floats", 1, 0), reals("values_floats", 0.5f, 0.25f),
        real("default_float", -3)));
  }

  /** {@code r}: whole numbers, some of which are equal. */
  private static OnnxModelBuilder rounded(int... dims) {
    return fromX(13, dims).node("Round", List.of("x"), List.of("r"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"})
  void testsOfTrees(String test) {
    for (int missing = 0; missing < 2; missing++) {
      assertMatches(trees(rounded(40, 2), test, "SUM", missing));
      assertMatches(trees(fromX(13, 40, 2).node("Sqrt", List.of("x"), List.of("r")), test, "SUM", missing));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUM", "AVERAGE", "MIN", "MAX"})
  void aggregatesOfTrees(String function) {
    assertMatches(trees(fromX(13, 40, 2).node("Neg", List.of("x"), List.of("r")), "BRANCH_LEQ", function, 0));
  }

  /** Two trees of two targets; the first has two splits. */
  private static OnnxModelBuilder trees(OnnxModelBuilder model, String test, String function, int missing) {
    return model.node(ML + "TreeEnsembleRegressor", List.of("r"), List.of("y"),
        ints("nodes_treeids", 0, 0, 0, 0, 0, 3, 3, 3), ints("nodes_nodeids", 0, 1, 2, 3, 4, 0, 2, 1),
        ints("nodes_featureids", 0, 1, 0, 0, 0, 1, 0, 0), reals("nodes_values", 0, 1, 0, 0, 0, -1, 0, 0),
        strings("nodes_modes", List.of(test, test, "LEAF", "LEAF", "LEAF", test, "LEAF", "LEAF")),
        ints("nodes_truenodeids", 1, 2, 0, 0, 0, 2, 0, 0), ints("nodes_falsenodeids", 4, 3, 0, 0, 0, 1, 0, 0),
        ints("nodes_missing_value_tracks_true", missing, 1 - missing, 0, 0, 0, missing, 0, 0),
        ints("target_treeids", 0, 0, 0, 0, 0, 0, 3, 3, 3, 3), ints("target_nodeids", 2, 2, 3, 3, 4, 4, 1, 1, 2, 2),
        ints("target_ids", 0, 1, 0, 1, 0, 1, 0, 1, 0, 1), reals("target_weights", 1, 2, -3, 4, 5, -6, 7, 8, 9, 10),
        integer("n_targets", 2), string("aggregate_function", function), reals("base_values", 0.5f, -0.5f));
  }

  @ParameterizedTest
  @CsvSource({
    "0, NONE, 0.3, 0.8", "0, NONE, -0.3, 0.4", "0, LOGISTIC, 0.3, 0.8", "0, LOGISTIC, -0.3, 0.4", "1, NONE, 0.3, 0.8", "1, NONE, -0.3, 0.4",
    "1, LOGISTIC, 0.3, 0.8", "1, SOFTMAX, -0.3, 0.4", "1, SOFTMAX_ZERO, 0.3, 0.8", "0, SOFTMAX, 0.3, 0.8"
  })
  void classifierOfTwo(int id, String transform, float low, float high) {
    assertMatches(fromX(13, 40, 1).output("p").node(ML + "TreeEnsembleClassifier", List.of("x"), List.of("y", "p"),
        ints("nodes_treeids", 0, 0, 0), ints("nodes_nodeids", 0, 1, 2), ints("nodes_featureids", 0, 0, 0), reals("nodes_values", 0, 0, 0),
        strings("nodes_modes", List.of("BRANCH_LEQ", "LEAF", "LEAF")), ints("nodes_truenodeids", 1, 0, 0),
        ints("nodes_falsenodeids", 2, 0, 0), ints("class_treeids", 0, 0), ints("class_nodeids", 1, 2), ints("class_ids", id, id),
        reals("class_weights", low, high), ints("classlabels_int64s", 5, 9), string("post_transform", transform)));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "decision_tree", "random_forest", "random_forest_of_two", "gradient_boosting", "gradient_boosting_of_two", "ada_boost",
    "gradient_boosting_regressor", "extra_trees_regressor", "logistic_regression", "logistic_regression_of_four", "linear_svc",
    "linear_regression", "svr", "naive_bayes", "perceptron"
  })
  void modelsOfScikitLearn(String name) {
    for (int seed = 0; seed < 20; seed++) {
      Comparison.assertMatchesOnnxRuntime(scikit(name), seed, 1e-5, 0);
    }
  }

  private static Path scikit(String name) {
    return TestModels.root().resolve("test-models/scikit/" + name + ".onnx");
  }

  @Test
  void labelsThatAreStringsBecomeIndices() {
    Problems problems = new Problems();
    Graph graph = OnnxImporter.load(scikit("random_forest_of_names"), problems);
    assertThat(problems.all()).extracting(Problem::code).containsExactly(Code.W101);
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      float[] x = new float[6];
      IntStream.range(0, 6).forEach(i -> x[i] = (float) random.nextGaussian());
      List<Tensor> outputs = new Interpreter(graph).run(List.of(Tensor.f32(Shape.of(1, 6), x)));
      float[] scores = outputs.get(1).floats();
      int best = IntStream.range(0, scores.length).reduce((a, b) -> scores[b] > scores[a] ? b : a).orElseThrow();
      assertThat(outputs.get(0).integer(0)).isEqualTo(best);
    }
  }

  @Test
  void malformedTrees() {
    assertRefused(Code.E203, "two branches lead to one split", 0, 0);
    assertRefused(Code.E203, "tree 0 has no node 9", 1, 9);
    assertRefused(Code.E203, "a split asks for feature 7", 1, 2);
  }

  private void assertRefused(Code code, String cause, long yes, long no) {
    Path file = fromX(13, 1, 2).node(ML + "TreeEnsembleRegressor", List.of("x"), List.of("y"),
        ints("nodes_treeids", 0, 0, 0), ints("nodes_nodeids", 0, 1, 2), ints("nodes_featureids", no == 2 ? 7 : 0, 0, 0),
        reals("nodes_values", 0, 0, 0), strings("nodes_modes", List.of("BRANCH_LEQ", "LEAF", "LEAF")),
        ints("nodes_truenodeids", yes, 0, 0), ints("nodes_falsenodeids", no, 0, 0),
        ints("target_treeids", 0, 0), ints("target_nodeids", 1, 2), ints("target_ids", 0, 0), reals("target_weights", 1, 2),
        integer("n_targets", 1)).save(folder.resolve("trees.onnx"));
    assertThatThrownBy(() -> OnnxImporter.load(file, new Problems()))
        .isInstanceOfSatisfying(ProblemException.class, e -> {
          assertThat(e.problems().get(0).code()).isEqualTo(code);
          assertThat(e.problems().get(0).cause()).contains(cause);
        });
  }
}
