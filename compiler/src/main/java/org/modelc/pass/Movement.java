package org.modelc.pass;

import java.util.List;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.op.Op;
import org.modelc.op.QuantRule;

/** Operators that move or select elements, so that the result has the quantisation of the data, whatever it is. */
final class Movement {
  private Movement() {}

  static boolean contains(Op op) {
    return op.quantRule().kind() == QuantRule.Kind.SAME_AS_INPUT;
  }

  /** The node's inputs, by index, that are moved: real numbers. Others say where to. */
  static List<Integer> dataInputs(Node node) {
    return IntStream.range(0, node.inputs().size()).filter(index -> isReal(node.input(index).type())).boxed().toList();
  }

  private static boolean isReal(TensorType type) {
    return type.dtype().isFloat() || type.isQuantised();
  }
}
