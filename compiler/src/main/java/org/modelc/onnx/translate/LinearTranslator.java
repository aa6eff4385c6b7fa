package org.modelc.onnx.translate;

import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Dense;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** Linear models of ai.onnx.ml. */
final class LinearTranslator {
  private static final String LABELS = "classlabels_ints";

  private LinearTranslator() {}

  /** LinearRegressor: one weighted sum a target. */
  static Value regressor(NodeContext node) {
    return ClassScores.transformed(node, sums(node, node.attributes().integer("targets", 1)));
  }

  /** LinearClassifier with weights for each class: the label of the highest sum, and the scores. */
  static List<Value> classifier(NodeContext node) {
    node.attributes().ignore("multi_class");
    Value sums = sums(node, ClassScores.classes(node, LABELS));
    Value label = ClassScores.label(node, LABELS, ClassScores.best(node, sums));
    return List.of(label, ClassScores.transformed(node, sums));
  }

  private static Value sums(NodeContext node, int outputs) {
    Value x = MlTranslator.rows(node);
    int features = x.shape().dim(1);
    Tensor weights = required(node, "coefficients");
    if (outputs < 1 || weights.elements() != (long) outputs * features) {
      throw new OpException(
          Code.E204, "has " + weights.elements() + " coefficients for " + outputs + " results of " + features + " features");
    }
    List<Float> intercepts = node.attributes().reals("intercepts").orElse(List.of());
    Value bias = intercepts.size() == outputs
        ? node.constantStep("intercepts", Constants.floats(intercepts)) : Weights.zeroBias(node, outputs);
    if (!intercepts.isEmpty() && intercepts.size() != outputs) {
      throw new OpException(Code.E204, "has " + intercepts.size() + " intercepts for " + outputs + " results");
    }
    return node.principal(
        "sums", new Dense(Clamp.NONE), x, node.constantStep("weights", weights.reshape(Shape.of(outputs, features))), bias);
  }

  static Tensor required(NodeContext node, String name) {
    return Constants.floats(
        node.attributes().reals(name).orElseThrow(() -> new OpException(Code.E203, "attribute \"" + name + "\" is missing")));
  }
}
