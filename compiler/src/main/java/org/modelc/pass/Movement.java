package org.modelc.pass;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Gather;
import org.modelc.op.Op;
import org.modelc.op.QuantRule;

/** Operators that move or select elements, so that the result has the quantisation of the data, whatever it is. */
final class Movement {
  private Movement() {}

  static boolean contains(Op op) {
    return op.quantRule().kind() == QuantRule.Kind.SAME_AS_INPUT;
  }

  /** How many of the node's inputs, the first ones, are the data that is moved. */
  static int dataInputs(Node node) {
    return node.op() instanceof Gather ? 1 : node.inputs().size();
  }
}
