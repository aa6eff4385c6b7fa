package org.modelc.onnx.translate;

import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Concat;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.problem.Code;

/**
 * Decision trees of ai.onnx.ml: TreeEnsembleClassifier, TreeEnsembleRegressor, and TreeEnsemble of version 5.
 *
 * <p>A classifier of two labels whose leaves have one weight gives the score of the second class; what becomes of the first's is what ONNX
 * Runtime does: the complement to 1 where no weight is negative or the transform is LOGISTIC, else the negative.
 */
final class TreeTranslator {
  private static final String LABELS = "classlabels_int64s";

  private TreeTranslator() {}

  /** TreeEnsembleRegressor: sums, means, minima or maxima of the leaves. */
  static Value regressor(NodeContext node) {
    int targets = targets(node);
    return aggregate(node, TreeListing.byId(node, "target", targets, 0), targets, node.attributes().string("aggregate_function", "SUM"));
  }

  private static int targets(NodeContext node) {
    return node.attributes().integer("n_targets").orElseThrow(() -> new OpException(Code.E203, "attribute \"n_targets\" is missing"));
  }

  /** TreeEnsemble of version 5. */
  static Value ensemble(NodeContext node) {
    int targets = targets(node);
    String transform = named(node, "post_transform", 0, List.of("NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO", "PROBIT"));
    String function = named(node, "aggregate_function", 1, List.of("AVERAGE", "SUM", "MIN", "MAX"));
    TreeListing listing = new TreesByIndex(node, targets).listing();
    Value sums = combined(node, listing, targets, function);
    return ClassScores.transformed(node, transform, sums);
  }

  private static String named(NodeContext node, String attribute, int defaultNumber, List<String> names) {
    int number = node.attributes().integer(attribute, defaultNumber);
    if (number < 0 || number >= names.size()) {
      throw new OpException(Code.E203, attribute + " is " + number + ", which is unknown");
    }
    return names.get(number);
  }

  private static Value aggregate(NodeContext node, TreeListing listing, int targets, String function) {
    Value sums = plusBase(node, combined(node, listing, targets, function), targets);
    return ClassScores.transformed(node, sums);
  }

  private static Value combined(NodeContext node, TreeListing listing, int targets, String function) {
    Value x = MlTranslator.rows(node);
    return switch (function) {
      case "SUM" -> listing.tables(x, targets).sums(node, x);
      case "AVERAGE" -> node.step("mean", ArithmeticTranslator.operator(Binary.Kind.MUL),
          listing.tables(x, targets).sums(node, x), node.constantStep("share", Constants.scalar(1f / listing.trees())));
      case "MIN" -> extreme(node, x, listing, targets, Reduce.Kind.MIN);
      case "MAX" -> extreme(node, x, listing, targets, Reduce.Kind.MAX);
      default -> throw new OpException(Code.E203, "aggregate_function is \"" + function + "\", which is unknown");
    };
  }

  /** Each tree has targets of its own, of which the extreme is taken. */
  private static Value extreme(NodeContext node, Value x, TreeListing listing, int targets, Reduce.Kind kind) {
    int trees = listing.trees();
    Value apart = listing.separate(targets).tables(x, trees * targets).sums(node, x);
    Value byTree = node.step("trees", new Reshape(Shape.of(x.shape().dim(0), trees, targets)), apart);
    return node.step("extreme", new Reduce(kind, List.of(1), false), byTree);
  }

  private static Value plusBase(NodeContext node, Value sums, int targets) {
    List<Float> base = TreeListing.reals(node, "base_values");
    if (base.isEmpty()) {
      return sums;
    }
    if (base.size() != targets) {
      throw new OpException(Code.E203, "has " + base.size() + " base values for " + targets + " scores");
    }
    return node.step("based", ArithmeticTranslator.operator(Binary.Kind.ADD), sums, node.constantStep("base", Constants.floats(base)));
  }

  /** TreeEnsembleClassifier: label and scores. */
  static List<Value> classifier(NodeContext node) {
    int classes = ClassScores.classes(node, LABELS);
    List<Integer> ids = node.attributes().integers("class_ids").orElse(List.of());
    boolean isBinary = classes == 2 && ids.stream().distinct().count() == 1;
    Value x = MlTranslator.rows(node);
    if (isBinary) {
      return binary(node, x, ids.get(0));
    }
    Value sums = plusBase(node, TreeListing.byId(node, "class", classes, 0).tables(x, classes).sums(node, x), classes);
    Value label = ClassScores.label(node, LABELS, ClassScores.best(node, sums));
    return List.of(label, ClassScores.transformed(node, sums));
  }

  private static List<Value> binary(NodeContext node, Value x, int id) {
    boolean isNegative = node.attributes().reals("class_weights").orElse(List.of()).stream().anyMatch(weight -> weight < 0);
    if (id == 1 && node.attributes().has("base_values")) {
      throw new OpException(Code.E203, "has base values and weights of the second class alone");
    }
    Value score = plusBase(node, TreeListing.byId(node, "class", 1, id).tables(x, 1).sums(node, x), 1);
    Value label = ClassScores.label(node, LABELS, ClassScores.above(node, score, isNegative ? 0 : 0.5f));
    boolean isLogistic = node.attributes().string("post_transform", "NONE").equals("LOGISTIC");
    if (id == 1) {
      Value zeros = node.constantStep("zeros", Constants.zeros(x.shape().dim(0), 1));
      return List.of(label, ClassScores.transformed(node, node.step("scores", new Concat(1), zeros, score)));
    }
    Value second = isLogistic ? ClassScores.transformed(node, score) : score;
    node.attributes().ignore("post_transform");
    float whole = isNegative && !isLogistic ? 0 : 1;
    Value first = node.step(
        "first", ArithmeticTranslator.operator(Binary.Kind.SUB), node.constantStep("whole", Constants.scalar(whole)), second);
    return List.of(label, node.step("scores", new Concat(1), first, second));
  }
}
