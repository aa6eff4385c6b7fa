package org.modelc.quant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.modelc.ir.Value;

/** Groups of values that get one quantisation, as operators that only move elements connect them (a union-find structure). */
final class SharedQuantisation {
  private final Map<Value, Value> parents = new LinkedHashMap<>();

  void add(Value value) {
    parents.putIfAbsent(value, value);
  }

  void tie(Value a, Value b) {
    add(a);
    add(b);
    parents.put(root(a), root(b));
  }

  private Value root(Value value) {
    Value root = value;
    while (parents.get(root) != root) {
      root = parents.get(root);
    }
    for (Value step = value; step != root; ) {
      Value next = parents.put(step, root);
      step = next;
    }
    return root;
  }

  /** The groups, each with its members in the order in which they were added. */
  Collection<List<Value>> groups() {
    Map<Value, List<Value>> groups = new LinkedHashMap<>();
    for (Value value : List.copyOf(parents.keySet())) {
      groups.computeIfAbsent(root(value), root -> new ArrayList<>()).add(value);
    }
    return groups.values();
  }
}
