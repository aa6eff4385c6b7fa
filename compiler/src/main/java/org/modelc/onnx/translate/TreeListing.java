package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.onnx.model.Limits;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** The trees of a node: splits and leaves, and the indices of the roots. */
final class TreeListing {
  private final List<TreeNode> nodes = new ArrayList<>();
  private final List<Integer> roots = new ArrayList<>();

  TreeListing(List<TreeNode> nodes, List<Integer> roots) {
    this.nodes.addAll(nodes);
    this.roots.addAll(roots);
  }

  /**
   * The trees of a node that names trees and nodes by number.
   *
   * @param prefix of the attributes that list the weights
   * @param firstId the number of the first target
   */
  static TreeListing byId(NodeContext node, String prefix, int targets, int firstId) {
    List<Integer> trees = node.attributes().integers("nodes_treeids").orElse(List.of());
    Set<Integer> seen = new HashSet<>();
    List<Integer> roots = IntStream.range(0, trees.size()).filter(i -> seen.add(trees.get(i))).boxed().toList();
    requireTargets(targets, trees.size());
    return new TreeListing(new TreesById(node, prefix, targets, firstId).nodes(), roots);
  }

  /** Number of trees. */
  int trees() {
    return roots.size();
  }

  /** The tables of the operator for samples {@code x} [N, features]. */
  TreeTables tables(Value x, int targets) {
    TreeTables tables = new TreeTables(nodes, x.shape().dim(1), targets);
    roots.forEach(tables::addTree);
    return tables;
  }

  /** The same trees, each with targets of its own. */
  TreeListing separate(int targets) {
    requireTargets((long) targets * roots.size(), nodes.size());
    List<TreeNode> apart = new ArrayList<>(nodes);
    for (int tree = 0; tree < roots.size(); tree++) {
      moveLeaves(apart, roots.get(tree), tree * targets, roots.size() * targets);
    }
    return new TreeListing(apart, roots);
  }

  private void moveLeaves(List<TreeNode> apart, int root, int first, int targets) {
    List<Integer> left = new ArrayList<>(List.of(root));
    boolean[] seen = new boolean[nodes.size()];
    while (!left.isEmpty()) {
      int index = left.remove(left.size() - 1);
      if (index < 0 || index >= nodes.size() || seen[index]) {
        continue;
      }
      seen[index] = true;
      TreeNode node = nodes.get(index);
      if (node.test() == TreeNode.Test.LEAF) {
        List<Float> weights = new ArrayList<>(Collections.nCopies(targets, 0f));
        IntStream.range(0, node.leaf().size()).forEach(i -> weights.set(first + i, node.leaf().get(i)));
        apart.set(index, TreeNode.leaf(weights));
      } else {
        Collections.addAll(left, node.whenTrue(), node.whenFalse());
      }
    }
  }

  /** Floats, or doubles under the name with {@code _as_tensor}; these come with inputs of doubles, which are rounded alike. */
  static List<Float> reals(NodeContext node, String name) {
    List<Float> floats = node.attributes().reals(name).orElse(List.of());
    return floats.isEmpty()
        ? node.attributes().tensor(name + "_as_tensor").map(node.decoder()::decode).map(TreeListing::floats).orElse(List.of())
        : floats;
  }

  static List<Float> floats(Tensor tensor) {
    return IntStream.range(0, tensor.elements()).mapToObj(i -> (float) tensor.real(i)).toList();
  }

  /** Requires that there are targets, and not more than fit the limits on constants. */
  static void requireTargets(long targets, int nodes) {
    if (targets < 1 || targets > Limits.ELEMENTS / (nodes + 1)) {
      throw new OpException(Code.E107, "has " + targets + " weights for each of " + nodes + " nodes");
    }
  }

  static void requireSize(String name, int size, int wanted) {
    if (size != wanted) {
      throw new OpException(Code.E203, "attribute \"" + name + "\" has " + size + " elements, " + wanted + " are needed");
    }
  }
}
