package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.OpException;
import org.modelc.op.TreeEnsemble;
import org.modelc.problem.Code;

/**
 * The tables of a {@link TreeEnsemble} in the making. All tests become "at most": below t is at most the float before t, a comparison the
 * other way round has its branches swapped, and equality takes two. Equal leaves exist once.
 */
final class TreeTables {
  private static final int DEEPEST = 500;

  private final List<TreeNode> nodes;
  private final int inputs;
  private final int targets;
  private final boolean[] visited;
  private final List<Integer> features = new ArrayList<>();
  private final List<Float> thresholds = new ArrayList<>();
  private final List<Integer> children = new ArrayList<>();
  private final Map<List<Float>, Integer> leaves = new HashMap<>();
  private final List<Float> weights = new ArrayList<>();
  private final List<Integer> roots = new ArrayList<>();

  /**
   * @param inputs features of a sample
   * @param targets weights of a leaf
   */
  TreeTables(List<TreeNode> nodes, int inputs, int targets) {
    this.nodes = nodes;
    this.inputs = inputs;
    this.targets = targets;
    this.visited = new boolean[nodes.size()];
  }

  void addTree(int root) {
    roots.add(place(root, 0));
  }

  /** The place of a node; what is below it is added first. */
  private int place(int index, int depth) {
    if (index < 0 || index >= nodes.size()) {
      throw new OpException(Code.E203, "a branch leads to node " + index + ", there are " + nodes.size());
    }
    if (depth > DEEPEST) {
      throw new OpException(Code.E203, "a tree is more than " + DEEPEST + " deep");
    }
    TreeNode node = nodes.get(index);
    if (node.test() == TreeNode.Test.LEAF) {
      return leaf(node.leaf());
    }
    if (visited[index]) {
      throw new OpException(Code.E203, "two branches lead to one split");
    }
    visited[index] = true;
    requireComparable(node);
    return test(node, place(node.whenTrue(), depth + 1), place(node.whenFalse(), depth + 1));
  }

  private void requireComparable(TreeNode node) {
    if (node.feature() < 0 || node.feature() >= Math.min(inputs, Short.MAX_VALUE)) {
      throw new OpException(Code.E203, "a split asks for feature " + node.feature() + ", the input has " + inputs);
    }
    if (node.operands().stream().anyMatch(operand -> !Float.isFinite(operand))) {
      throw new OpException(Code.E203, "a split compares with NaN or an infinity");
    }
  }

  private int test(TreeNode node, int yes, int no) {
    float operand = node.operands().isEmpty() ? 0 : node.operands().get(0);
    boolean nanIsTrue = node.nanIsTrue();
    return switch (node.test()) {
      case LEQ -> split(node.feature(), operand, nanIsTrue, yes, no);
      case LT -> split(node.feature(), Math.nextDown(operand), nanIsTrue, yes, no);
      case GT -> split(node.feature(), operand, !nanIsTrue, no, yes);
      case GTE -> split(node.feature(), Math.nextDown(operand), !nanIsTrue, no, yes);
      case EQ -> equal(node.feature(), operand, nanIsTrue, yes, no);
      case NEQ -> equal(node.feature(), operand, false, no, yes);
      case MEMBER -> member(node, yes, no);
      case LEAF -> throw new IllegalStateException("a leaf tests nothing");
    };
  }

  private int member(TreeNode node, int yes, int no) {
    int rest = no;
    for (float operand : node.operands()) {
      rest = equal(node.feature(), operand, node.nanIsTrue(), yes, rest);
    }
    return rest;
  }

  private int equal(int feature, float operand, boolean nanIsTrue, int yes, int no) {
    return split(feature, operand, nanIsTrue, split(feature, Math.nextDown(operand), false, no, yes), no);
  }

  private int split(int feature, float threshold, boolean nanIsFirst, int first, int second) {
    features.add(nanIsFirst ? -1 - feature : feature);
    thresholds.add(threshold);
    children.add(first);
    children.add(second);
    return requireFew(thresholds.size() - 1);
  }

  private int leaf(List<Float> leaf) {
    Integer known = leaves.putIfAbsent(leaf, leaves.size());
    if (known == null) {
      weights.addAll(leaf);
    }
    return -1 - requireFew(leaves.get(leaf));
  }

  private static int requireFew(int index) {
    if (index > Short.MAX_VALUE) {
      throw new OpException(Code.E107, "the trees have more than " + (Short.MAX_VALUE + 1) + " splits or different leaves");
    }
    return index;
  }

  /** The step that computes the sums for {@code x} [N, inputs]. */
  Value sums(NodeContext node, Value x) {
    if (thresholds.isEmpty()) {
      split(0, 0, false, roots.get(0), roots.get(0));
    }
    return node.principal("sums", new TreeEnsemble(), x,
        node.constantStep("features", shorts(Shape.of(features.size()), features)),
        node.constantStep("thresholds", Constants.floats(thresholds)),
        node.constantStep("children", shorts(Shape.of(features.size(), 2), children)),
        node.constantStep("leaves", Constants.floats(weights).reshape(Shape.of(leaves.size(), targets))),
        node.constantStep("roots", shorts(Shape.of(roots.size()), roots)));
  }

  private static Tensor shorts(Shape shape, List<Integer> values) {
    return Tensor.ofIntegers(TensorType.of(DType.S16, shape), values.stream().mapToLong(Integer::longValue).toArray());
  }
}
