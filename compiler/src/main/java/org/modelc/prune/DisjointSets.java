package org.modelc.prune;

import java.util.ArrayList;
import java.util.List;

/** Numbers from 0 up that are joined into sets; a set is named by its smallest number. */
final class DisjointSets {
  private final List<Integer> parents = new ArrayList<>();

  /** A new number in a set of its own. */
  int add() {
    parents.add(parents.size());
    return parents.size() - 1;
  }

  /** The smallest number of the set that holds {@code number}. */
  int find(int number) {
    int root = number;
    while (parents.get(root) != root) {
      parents.set(root, parents.get(parents.get(root)));
      root = parents.get(root);
    }
    return root;
  }

  void union(int a, int b) {
    int rootA = find(a);
    int rootB = find(b);
    parents.set(Math.max(rootA, rootB), Math.min(rootA, rootB));
  }
}
