package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Op;
import org.modelc.op.OpException;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** The activation functions of a recurrent operator: its attributes {@code activations}, {@code activation_alpha} and {@code _beta}. */
final class RecurrentActivations {
  private RecurrentActivations() {}

  /**
   * One function after the other, for all directions.
   *
   * @param defaults those of one direction
   */
  static List<Op> read(NodeContext node, List<String> defaults, int directions) {
    List<String> names = new ArrayList<>();
    for (int direction = 0; direction < directions; direction++) {
      names.addAll(defaults);
    }
    List<String> given = node.attributes().strings("activations").filter(list -> !list.isEmpty()).orElse(names);
    List<Float> alphas = new ArrayList<>(node.attributes().reals("activation_alpha").orElse(List.of()));
    List<Float> betas = new ArrayList<>(node.attributes().reals("activation_beta").orElse(List.of()));
    if (given.size() != names.size()) {
      throw new OpException(Code.E203, "has " + given.size() + " activations, " + names.size() + " are needed");
    }
    return given.stream().map(name -> function(name, alphas, betas)).toList();
  }

  private static Op function(String name, List<Float> alphas, List<Float> betas) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "relu" -> new Clip(Clamp.RELU);
      case "tanh" -> Unary.of(Unary.Kind.TANH);
      case "sigmoid" -> Unary.of(Unary.Kind.SIGMOID);
      case "softsign" -> Unary.of(Unary.Kind.SOFTSIGN);
      case "softplus" -> Unary.of(Unary.Kind.SOFTPLUS);
      case "elu" -> new Unary(Unary.Kind.ELU, next(alphas, 1), 0);
      case "leakyrelu" -> new Unary(Unary.Kind.LEAKY_RELU, next(alphas, 0.01f), 0);
      case "thresholdedrelu" -> new Unary(Unary.Kind.THRESHOLDED_RELU, next(alphas, 1), 0);
      case "hardsigmoid" -> new Unary(Unary.Kind.HARD_SIGMOID, next(alphas, 0.2f), next(betas, 0.5f));
      default -> throw new OpException(Code.E203, "activation \"" + name + "\" is not supported");
    };
  }

  /** Parameters are given for the functions that have some, in order. */
  private static float next(List<Float> values, float defaultValue) {
    return values.isEmpty() ? defaultValue : values.remove(0);
  }
}
