package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** Splits and leaves as TreeEnsemble lists them; leaves become nodes behind the splits. */
final class TreesByIndex {
  private final NodeContext node;
  private final int targets;
  private final List<TreeNode> nodes = new ArrayList<>();

  TreesByIndex(NodeContext node, int targets) {
    this.node = node;
    this.targets = targets;
  }

  TreeListing listing() {
    node.attributes().ignore("nodes_hitrates");
    List<Float> splits = tensor("nodes_splits");
    int count = splits.size();
    List<Float> modes = tensor("nodes_modes");
    List<Integer> features = integers("nodes_featureids", count);
    List<Integer> yes = integers("nodes_truenodeids", count);
    List<Integer> no = integers("nodes_falsenodeids", count);
    List<Integer> yesLeaf = integers("nodes_trueleafs", count);
    List<Integer> noLeaf = integers("nodes_falseleafs", count);
    List<Integer> missing = node.attributes().integers("nodes_missing_value_tracks_true").orElse(Collections.nCopies(count, 0));
    Iterator<List<Float>> members = members().iterator();
    TreeListing.requireSize("nodes_modes", modes.size(), count);
    TreeListing.requireSize("nodes_missing_value_tracks_true", missing.size(), count);
    for (int i = 0; i < count; i++) {
      TreeNode.Test test = TreeNode.Test.numbered(modes.get(i).longValue());
      List<Float> operands = test == TreeNode.Test.MEMBER ? nextSet(members) : List.of(splits.get(i));
      nodes.add(new TreeNode(
          test, features.get(i), operands, missing.get(i) != 0, yes.get(i) + (yesLeaf.get(i) != 0 ? count : 0),
          no.get(i) + (noLeaf.get(i) != 0 ? count : 0), List.of()));
    }
    addLeaves();
    return new TreeListing(nodes, node.attributes().integers("tree_roots").orElse(List.of()));
  }

  private static List<Float> nextSet(Iterator<List<Float>> sets) {
    if (!sets.hasNext()) {
      throw new OpException(Code.E203, "attribute \"membership_values\" has fewer sets than there are nodes that ask for one");
    }
    return sets.next();
  }

  private void addLeaves() {
    List<Integer> ids = node.attributes().integers("leaf_targetids").orElse(List.of());
    List<Float> weights = tensor("leaf_weights");
    TreeListing.requireSize("leaf_weights", weights.size(), ids.size());
    TreeListing.requireTargets(targets, nodes.size() + ids.size());
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i) < 0 || ids.get(i) >= targets) {
        throw new OpException(Code.E203, "attribute \"leaf_targetids\" holds " + ids.get(i));
      }
      List<Float> leaf = new ArrayList<>(Collections.nCopies(targets, 0f));
      leaf.set(ids.get(i), weights.get(i));
      nodes.add(TreeNode.leaf(leaf));
    }
  }

  /** Sets that NaN closes, in the order of the nodes that ask for membership. */
  private List<List<Float>> members() {
    List<List<Float>> sets = new ArrayList<>(List.of(new ArrayList<>()));
    if (node.attributes().has("membership_values")) {
      for (float value : tensor("membership_values")) {
        if (Float.isNaN(value)) {
          sets.add(new ArrayList<>());
        } else {
          sets.get(sets.size() - 1).add(value);
        }
      }
    }
    return sets;
  }

  private List<Float> tensor(String name) {
    return TreeListing.floats(node.decoder().decode(node.attributes().tensor(name)
        .orElseThrow(() -> new OpException(Code.E203, "attribute \"" + name + "\" is missing"))));
  }

  private List<Integer> integers(String name, int count) {
    List<Integer> list = node.attributes().integers(name).orElse(List.of());
    TreeListing.requireSize(name, list.size(), count);
    return list;
  }
}
