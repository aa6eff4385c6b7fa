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

  @ParameterizedTest
  @ValueSource(floats = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void imputerOfInfinities(float replaced) {
    assertMatches(fromX(13, 2, 3).node("Sub", List.of("x", "x"), List.of("zeros")).node("Div", List.of("x", "zeros"), List.of("r")).node(
        ML + "Imputer", List.of("r"), List.of("y"), reals("imputed_value_floats", 1, 2, 3), real("replaced_value_float", replaced)));
  }

  @ParameterizedTest
  @CsvSource({"LINEAR, NONE", "POLY, LOGISTIC", "RBF, SOFTMAX", "SIGMOID, SOFTMAX_ZERO"})
  void supportVectorClassifiers(String kernel, String transform) {
    assertMatches(supportVectors(kernel, transform, 3, 2, 0, 4).output("y").output("p"));
  }

  /** ONNX's reference has Softmax over the score and its negative; ONNX Runtime gives 1 less the score and the score. */
  @ParameterizedTest
  @CsvSource({"LINEAR, NONE", "POLY, LOGISTIC"})
  void supportVectorClassifiersOfTwo(String kernel, String transform) {
    assertMatches(supportVectors(kernel, transform, 2, 3).output("y").output("p"));
  }

  /** The search for the probabilities ends at a tolerance, where roundings of float have become 1e-5. */
  @ParameterizedTest
  @ValueSource(strings = {"svc_probabilities", "svc_probabilities_of_two"})
  void probabilitiesOfSupportVectorMachines(String name) {
    for (int seed = 0; seed < 20; seed++) {
      Comparison.assertMatchesOnnxRuntime(scikit(name), seed, 1e-4, 0);
    }
  }

  /** A machine with so many vectors for each class, whose labels are 10, 11, ... */
  private static OnnxModelBuilder supportVectors(String kernel, String transform, int... counts) {
    Random random = new Random(1);
    int vectors = IntStream.of(counts).sum();
    int classes = counts.length;
    return OnnxModelBuilder.opset(13).input("x", DType.F32, 9, 3).node(
        ML + "SVMClassifier", List.of("x"), List.of("y", "p"), string("kernel_type", kernel), string("post_transform", transform),
        reals("kernel_params", 0.5f, 0.25f, 2), reals("support_vectors", gaussians(3 * vectors, random)),
        reals("coefficients", gaussians((classes - 1) * vectors, random)), reals("rho", gaussians(classes * (classes - 1) / 2, random)),
        ints("vectors_per_class", IntStream.of(counts).asLongStream().toArray()),
        ints("classlabels_ints", IntStream.range(10, 10 + classes).asLongStream().toArray()));
  }

  private static float[] gaussians(int count, Random random) {
    float[] numbers = new float[count];
    IntStream.range(0, count).forEach(i -> numbers[i] = (float) random.nextGaussian());
    return numbers;
  }

  @Test
  void supportVectorsThatDoNotFit() {
    Path file = OnnxModelBuilder.opset(13).input("x", DType.F32, 1, 3).output("y").node(
        ML + "SVMClassifier", List.of("x"), List.of("y", "p"), reals("support_vectors", 1, 2, 3), reals("coefficients", 1, 2),
        reals("rho", 1), ints("vectors_per_class", 1, 1), ints("classlabels_ints", 0, 1)).save(folder.resolve("bad.onnx"));
    assertThatThrownBy(() -> OnnxImporter.load(file, new Problems())).isInstanceOf(ProblemException.class)
        .hasMessageContaining("has 3 elements of support vectors for 2 vectors of 3 features");
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
    "linear_regression", "svr", "svc", "svc_of_two", "one_class", "nearest_neighbours",
    "power_transform", "naive_bayes", "perceptron"
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
