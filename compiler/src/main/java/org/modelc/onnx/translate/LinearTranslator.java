package org.modelc.onnx.translate;

import java.util.Arrays;
import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Dense;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** Linear models and support vector regression of ai.onnx.ml. */
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

  private static Tensor required(NodeContext node, String name) {
    return Constants.floats(
        node.attributes().reals(name).orElseThrow(() -> new OpException(Code.E203, "attribute \"" + name + "\" is missing")));
  }

  /** SVMRegressor with support vectors: a weighted sum of what the kernel function gives for each of them. */
  static Value supportVectors(NodeContext node) {
    Value x = MlTranslator.rows(node);
    int features = x.shape().dim(1);
    int vectors = node.attributes().integer("n_supports", 0);
    Tensor given = required(node, "support_vectors");
    Tensor weights = required(node, "coefficients");
    if (vectors < 1 || given.elements() != (long) vectors * features || weights.elements() != vectors) {
      throw new OpException(Code.E204, "has " + given.elements() + " elements of support vectors and " + weights.elements()
          + " coefficients for " + vectors + " vectors of " + features + " features");
    }
    if (node.attributes().flag("one_class", false)) {
      throw new OpException(Code.E203, "attribute \"one_class\" is 1, which is not supported");
    }
    Value similar = similarity(node, x, given.reshape(Shape.of(vectors, features)));
    Value rho = node.constantStep("rho", required(node, "rho"));
    Value sum = node.principal("sum", new Dense(Clamp.NONE), similar,
        node.constantStep("weights", weights.reshape(Shape.of(1, vectors))), rho);
    return ClassScores.transformed(node, sum);
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
