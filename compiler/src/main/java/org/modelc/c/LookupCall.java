package org.modelc.c;

import java.util.function.DoubleUnaryOperator;
import org.modelc.arithmetic.LookupTable;
import org.modelc.ir.Node;

/** Parameters of {@code modelc_lookup_8}. */
public record LookupCall(String kernel, int count, ConstArray table) implements Call {

  /** The call that applies {@code function} to the real numbers that the node's quantised bytes stand for. */
  public static LookupCall of(DoubleUnaryOperator function, Node node, Lowering lowering) {
    byte[] table = LookupTable.of(function, node.input(0).type(), node.output().type());
    return new LookupCall("modelc_lookup_8", node.output().type().elements(), lowering.array("table", table));
  }
}
