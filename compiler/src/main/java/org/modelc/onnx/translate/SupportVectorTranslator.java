package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Cast;
import org.modelc.op.Clamp;
import org.modelc.op.ClassProbabilities;
import org.modelc.op.Clip;
import org.modelc.op.Compare;
import org.modelc.op.Concat;
import org.modelc.op.Dense;
import org.modelc.op.Gather;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** Support vector machines of ai.onnx.ml. */
final class SupportVectorTranslator {
  private static final String LABELS = "classlabels_ints";

  /** How near to 0 or 1 the probability of one of two classes may come. */
  private static final float SMALLEST_PROBABILITY = 1e-7f;

  private SupportVectorTranslator() {}

  /** SVMRegressor with support vectors: a weighted sum of what the kernel function gives for each of them, or its sign. */
  static Value regressor(NodeContext node) {
    Value x = MlTranslator.rows(node);
    int vectors = node.attributes().integer("n_supports", 0);
    Tensor weights = LinearTranslator.required(node, "coefficients");
    Value similar = similarity(node, x, vectors(node, x, vectors));
    if (weights.elements() != vectors) {
      throw new OpException(Code.E204, "has " + weights.elements() + " coefficients for " + vectors + " vectors");
    }
    Value rho = node.constantStep("rho", LinearTranslator.required(node, "rho"));
    Value sum = node.principal(
        "sum", new Dense(Clamp.NONE), similar, node.constantStep("weights", weights.reshape(Shape.of(1, vectors))), rho);
    if (!node.attributes().flag("one_class", false)) {
      return ClassScores.transformed(node, sum);
    }
    node.attributes().ignore("post_transform");
    Value isInside = node.step("inside", new Compare(Compare.Kind.LESS), node.constantStep("zero", Constants.scalar(0)), sum);
    return node.step(
        "sign", new Select(), isInside, node.constantStep("one", Constants.scalar(1)), node.constantStep("minus_one", Constants.scalar(-1)));
  }

  private static Tensor vectors(NodeContext node, Value x, int count) {
    int features = x.shape().dim(1);
    Tensor vectors = LinearTranslator.required(node, "support_vectors");
    if (count < 1 || vectors.elements() != (long) count * features) {
      throw new OpException(
          Code.E204, "has " + vectors.elements() + " elements of support vectors for " + count + " vectors of " + features + " features");
    }
    return vectors.reshape(Shape.of(count, features));
  }

  /** SVMClassifier with support vectors: each pair of classes votes for one. The scores are those of the pairs, or probabilities of the classes. */
  static List<Value> classifier(NodeContext node) {
    int classes = ClassScores.classes(node, LABELS);
    List<Integer> counts = node.attributes().integers("vectors_per_class").orElse(List.of());
    if (classes < 2 || counts.size() != classes || counts.stream().anyMatch(count -> count < 0)) {
      throw new OpException(
          Code.E203, "vectors_per_class are " + counts + " for " + classes + " classes; models without support vectors are LinearClassifiers");
    }
    Value scores = pairScores(node, counts);
    Value label = ClassScores.label(node, LABELS, ClassScores.best(node, votes(node, scores, classes)));
    boolean hasProbabilities = !node.attributes().reals("prob_a").orElse(List.of()).isEmpty();
    if (hasProbabilities) {
      return List.of(label, ClassScores.transformed(node, probabilities(node, scores, classes)));
    }
    Value both = classes == 2
        ? node.step("both", new Concat(1), node.step("negative", Unary.of(Unary.Kind.NEG), scores), scores) : scores;
    return List.of(label, ClassScores.transformed(node, both));
  }

  /** Pairs of classes, the first and the second, in the order of their scores. */
  private static List<int[]> pairs(int classes) {
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      for (int j = i + 1; j < classes; j++) {
        pairs.add(new int[] {i, j});
      }
    }
    return pairs;
  }

  /** [N, pairs]: above 0 for the first class. Vectors of a class have one coefficient for each other class. */
  private static Value pairScores(NodeContext node, List<Integer> counts) {
    Value x = MlTranslator.rows(node);
    int classes = counts.size();
    int vectors = counts.stream().mapToInt(Integer::intValue).sum();
    Tensor coefficients = LinearTranslator.required(node, "coefficients");
    Tensor rho = LinearTranslator.required(node, "rho");
    List<int[]> pairs = pairs(classes);
    if (coefficients.elements() != (classes - 1) * vectors || rho.elements() != pairs.size()) {
      throw new OpException(Code.E204, "has " + coefficients.elements() + " coefficients and " + rho.elements() + " numbers rho for "
          + vectors + " vectors of " + classes + " classes");
    }
    Value sums = classSums(node, similarity(node, x, vectors(node, x, vectors)), coefficients.reshape(Shape.of(classes - 1, vectors)), counts);
    Value first = node.step("first", new Gather(1), sums, places(node, "first_places", pairs.stream().mapToInt(
        pair -> pair[0] * (classes - 1) + pair[1] - 1)));
    Value second = node.step("second", new Gather(1), sums, places(node, "second_places", pairs.stream().mapToInt(
        pair -> pair[1] * (classes - 1) + pair[0])));
    Binary add = ArithmeticTranslator.operator(Binary.Kind.ADD);
    return node.principal("scores", add, node.step("both_sums", add, first, second), node.constantStep("rho", rho));
  }

  private static Value places(NodeContext node, String name, IntStream places) {
    int[] indices = places.toArray();
    return node.constantStep(name, Tensor.of(TensorType.of(DType.S32, Shape.of(indices.length)), indices));
  }

  /** [N, classes * (classes - 1)]: the weighted sums over each class's vectors, one for each row of coefficients. */
  private static Value classSums(NodeContext node, Value similar, Tensor coefficients, List<Integer> counts) {
    int rows = coefficients.shape().dim(0);
    List<Value> sums = new ArrayList<>();
    int begin = 0;
    for (int owner = 0; owner < counts.size(); owner++) {
      int count = counts.get(owner);
      if (count == 0) {
        sums.add(node.constantStep("sums" + owner, Tensor.f32(Shape.of(similar.shape().dim(0), rows), new float[similar.shape().dim(0) * rows])));
        continue;
      }
      Slice own = new Slice(List.of(0, begin), List.of(1, 1), Shape.of(similar.shape().dim(0), count));
      Slice weights = new Slice(List.of(0, begin), List.of(1, 1), Shape.of(rows, count));
      sums.add(node.step("sums" + owner, new Dense(Clamp.NONE), node.step("own" + owner, own, similar),
          node.step("weights" + owner, weights, node.constantStep("coefficients", coefficients)), Weights.zeroBias(node, rows)));
      begin += count;
    }
    return node.emitter().add(node.node().label() + "/sums", node.node().label() + "/sums", new Concat(1), sums);
  }

  /** [N, classes]: how many pairs are for each class. */
  private static Value votes(NodeContext node, Value scores, int classes) {
    List<int[]> pairs = pairs(classes);
    float[] weights = new float[classes * pairs.size()];
    float[] bias = new float[classes];
    for (int pair = 0; pair < pairs.size(); pair++) {
      weights[pairs.get(pair)[0] * pairs.size() + pair] = 1;
      weights[pairs.get(pair)[1] * pairs.size() + pair] = -1;
      bias[pairs.get(pair)[1]]++;
    }
    Value isFirst = node.step("is_first", new Compare(Compare.Kind.LESS), node.constantStep("zero", Constants.scalar(0)), scores);
    return node.step("votes", new Dense(Clamp.NONE), node.step("first_votes", new Cast(DType.F32), isFirst),
        node.constantStep("sides", Tensor.f32(Shape.of(classes, pairs.size()), weights)),
        node.constantStep("seconds", Tensor.f32(Shape.of(classes), bias)));
  }

  /** [N, classes]: of sigmoid functions of the scores. */
  private static Value probabilities(NodeContext node, Value scores, int classes) {
    Tensor a = LinearTranslator.required(node, "prob_a");
    Tensor b = LinearTranslator.required(node, "prob_b");
    int pairs = scores.shape().dim(1);
    if (a.elements() != pairs || b.elements() != pairs) {
      throw new OpException(Code.E204, "has " + a.elements() + " prob_a and " + b.elements() + " prob_b for " + pairs + " pairs of classes");
    }
    Value scaled = node.step("scaled", ArithmeticTranslator.operator(Binary.Kind.MUL), scores, node.constantStep("a", Constants.map(a, x -> -x)));
    Value moved = node.step("moved", ArithmeticTranslator.operator(Binary.Kind.SUB), scaled, node.constantStep("b", b));
    Value ofPairs = node.step("pair_probabilities", Unary.of(Unary.Kind.SIGMOID), moved);
    Value inner = node.step("inner", new Clip(new Clamp(SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)), ofPairs);
    return node.step("probabilities", new ClassProbabilities(classes), inner);
  }

  /** [N, vectors]: the kernel function of each sample and support vector. */
  private static Value similarity(NodeContext node, Value x, Tensor vectors) {
    Tensor parameters = Constants.floats(node.attributes().reals("kernel_params").orElse(List.of(0f, 0f, 3f)));
    if (parameters.elements() != 3) {
      throw new OpException(Code.E203, "attribute \"kernel_params\" has " + parameters.elements() + " elements, three are needed");
    }
    float gamma = parameters.floats()[0];
    float offset = parameters.floats()[1];
    String kernel = node.attributes().string("kernel_type", "LINEAR");
    return switch (kernel) {
      case "LINEAR" -> products(node, x, vectors, 1, 0);
      case "POLY" -> node.step("power", ArithmeticTranslator.operator(Binary.Kind.POW), products(node, x, vectors, gamma, offset),
          node.constantStep("degree", Constants.scalar(parameters.floats()[2])));
      case "SIGMOID" -> node.step("sigmoid", Unary.of(Unary.Kind.TANH), products(node, x, vectors, gamma, offset));
      case "RBF" -> radial(node, x, vectors, gamma);
      default -> throw new OpException(Code.E203, "kernel_type is \"" + kernel + "\", which is unknown");
    };
  }

  private static Value products(NodeContext node, Value x, Tensor vectors, float gamma, float offset) {
    float[] bias = new float[vectors.shape().dim(0)];
    Arrays.fill(bias, offset);
    return node.step("products", new Dense(Clamp.NONE), x,
        node.constantStep("vectors", Constants.map(vectors, element -> element * gamma)),
        node.constantStep("offset", Tensor.f32(Shape.of(bias.length), bias)));
  }

  /** exp(-gamma |x - v|^2), from differences: |x|^2 - 2 x v + |v|^2 would cancel. */
  private static Value radial(NodeContext node, Value x, Tensor vectors, float gamma) {
    int samples = x.shape().dim(0);
    int features = vectors.shape().dim(1);
    Value column = node.step("column", new Reshape(Shape.of(samples, 1, features)), x);
    Value difference = node.step(
        "difference", ArithmeticTranslator.operator(Binary.Kind.SUB), column, node.constantStep("vectors", vectors));
    Value square = node.step("square", ArithmeticTranslator.operator(Binary.Kind.MUL), difference, difference);
    Value distance = node.step("distance", new Reduce(Reduce.Kind.SUM, List.of(2), false), square);
    Value exponent = node.step(
        "exponent", ArithmeticTranslator.operator(Binary.Kind.MUL), distance, node.constantStep("gamma", Constants.scalar(-gamma)));
    return node.step("similarity", Unary.of(Unary.Kind.EXP), exponent);
  }
}
