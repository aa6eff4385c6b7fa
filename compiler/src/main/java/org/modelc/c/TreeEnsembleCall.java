package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.op.TreeEnsemble;

/** Parameters of {@code modelc_tree_ensemble_f32}. */
public record TreeEnsembleCall(
    String kernel, int rows, int inputs, int targets, int trees, ConstArray features, ConstArray thresholds, ConstArray children,
    ConstArray leaves, ConstArray roots) implements Call {

  public static TreeEnsembleCall of(Node node, Lowering lowering) {
    return new TreeEnsembleCall(
        "modelc_tree_ensemble_f32",
        node.output().shape().dim(0),
        node.input(TreeEnsemble.X).shape().dim(1),
        node.output().shape().dim(1),
        node.input(TreeEnsemble.ROOTS).shape().dim(0),
        array(node, TreeEnsemble.FEATURES, "features", lowering),
        array(node, TreeEnsemble.THRESHOLDS, "thresholds", lowering),
        array(node, TreeEnsemble.CHILDREN, "children", lowering),
        array(node, TreeEnsemble.LEAVES, "leaves", lowering),
        array(node, TreeEnsemble.ROOTS, "roots", lowering));
  }

  private static ConstArray array(Node node, int input, String role, Lowering lowering) {
    return lowering.array(role, node.input(input).requireConstant());
  }
}
