package org.modelc.c;

import java.util.Map;
import java.util.TreeMap;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;

/** Constant inputs as arguments of a kernel. */
final class ConstantOperands {
  private ConstantOperands() {}

  /** The constant inputs by index; quantised ones as floats where the kernel computes in float. */
  static Map<Integer, ConstArray> of(Node node, Lowering lowering) {
    boolean floats = node.output().type().dtype().isFloat();
    Map<Integer, ConstArray> operands = new TreeMap<>();
    for (int index = 0; index < node.inputs().size(); index++) {
      if (node.input(index).isConstant()) {
        Tensor tensor = node.input(index).requireConstant();
        operands.put(index, lowering.array("operand", floats && tensor.type().isQuantised() ? tensor.toF32() : tensor));
      }
    }
    return operands;
  }
}
