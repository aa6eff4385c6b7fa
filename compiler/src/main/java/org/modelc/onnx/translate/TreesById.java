package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** Nodes as TreeEnsembleClassifier and TreeEnsembleRegressor list them. */
final class TreesById {
  private final NodeContext node;
  private final List<Integer> trees;
  private final List<Integer> ids;
  private final Map<List<Integer>, Integer> places = new HashMap<>();
  private final Map<Integer, List<Float>> leaves;

  TreesById(NodeContext node, String prefix, int targets, int firstId) {
    this.node = node;
    this.trees = integers("nodes_treeids");
    this.ids = integers("nodes_nodeids");
    node.attributes().ignore("nodes_hitrates", "nodes_hitrates_as_tensor");
    for (int i = 0; i < trees.size(); i++) {
      if (places.put(List.of(trees.get(i), ids.get(i)), i) != null) {
        throw new OpException(Code.E203, "tree " + trees.get(i) + " has two nodes " + ids.get(i));
      }
    }
    this.leaves = leaves(prefix, targets, firstId);
  }

  private List<Integer> integers(String name) {
    List<Integer> list = node.attributes().integers(name)
        .orElseThrow(() -> new OpException(Code.E203, "attribute \"" + name + "\" is missing"));
    TreeListing.requireSize(name, list.size(), trees == null ? list.size() : trees.size());
    return list;
  }

  private Map<Integer, List<Float>> leaves(String prefix, int targets, int firstId) {
    List<Integer> leafTrees = node.attributes().integers(prefix + "_treeids").orElse(List.of());
    List<Integer> leafNodes = node.attributes().integers(prefix + "_nodeids").orElse(List.of());
    List<Integer> leafTargets = node.attributes().integers(prefix + "_ids").orElse(List.of());
    List<Float> weights = TreeListing.reals(node, prefix + "_weights");
    TreeListing.requireSize(prefix + "_nodeids", leafNodes.size(), leafTrees.size());
    TreeListing.requireSize(prefix + "_ids", leafTargets.size(), leafTrees.size());
    TreeListing.requireSize(prefix + "_weights", weights.size(), leafTrees.size());
    Map<Integer, List<Float>> byPlace = new HashMap<>();
    for (int i = 0; i < weights.size(); i++) {
      int target = leafTargets.get(i) - firstId;
      if (target < 0 || target >= targets) {
        throw new OpException(Code.E203, "attribute \"" + prefix + "_ids\" holds " + leafTargets.get(i));
      }
      int place = place(leafTrees.get(i), leafNodes.get(i));
      List<Float> leaf = byPlace.computeIfAbsent(place, key -> new ArrayList<>(Collections.nCopies(targets, 0f)));
      leaf.set(target, leaf.get(target) + weights.get(i));
    }
    for (int place = 0; place < trees.size(); place++) {
      byPlace.computeIfAbsent(place, key -> Collections.nCopies(targets, 0f));
    }
    return byPlace;
  }

  private int place(int tree, int id) {
    Integer place = places.get(List.of(tree, id));
    if (place == null) {
      throw new OpException(Code.E203, "tree " + tree + " has no node " + id);
    }
    return place;
  }

  List<TreeNode> nodes() {
    List<Integer> features = integers("nodes_featureids");
    List<String> modes = node.attributes().strings("nodes_modes").orElse(List.of());
    List<Float> values = TreeListing.reals(node, "nodes_values");
    List<Integer> yes = integers("nodes_truenodeids");
    List<Integer> no = integers("nodes_falsenodeids");
    List<Integer> missing = node.attributes().integers("nodes_missing_value_tracks_true").orElse(Collections.nCopies(trees.size(), 0));
    TreeListing.requireSize("nodes_modes", modes.size(), trees.size());
    TreeListing.requireSize("nodes_values", values.size(), trees.size());
    TreeListing.requireSize("nodes_missing_value_tracks_true", missing.size(), trees.size());
    List<TreeNode> nodes = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      TreeNode.Test test = TreeNode.Test.named(modes.get(i));
      nodes.add(test == TreeNode.Test.LEAF ? TreeNode.leaf(leaves.get(i)) : new TreeNode(
          test, features.get(i), List.of(values.get(i)), missing.get(i) != 0, place(trees.get(i), yes.get(i)),
          place(trees.get(i), no.get(i)), List.of()));
    }
    return nodes;
  }
}
