package org.modelc.prune;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Op;

/** How channels pass through operators of one kind, and what the operator becomes without some of them. */
interface ChannelRule {
  /** The channels of the node's result, of which some may be those of its inputs; empty where all must stay. */
  Optional<Channels> flow(Node node, ChannelSets sets);

  /** The operator for the channels that are left. */
  default Op without(Set<Integer> removed, Node node, ChannelSets sets) {
    return node.op();
  }

  /** The node's inputs without the removed channels of its constants; other inputs as they are. */
  default List<Value> constantsWithout(Set<Integer> removed, Node node, ChannelSets sets) {
    return node.inputs();
  }
}
