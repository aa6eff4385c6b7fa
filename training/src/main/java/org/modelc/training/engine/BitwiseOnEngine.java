package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.op.Bitwise;

/** Operations on truth values. */
final class BitwiseOnEngine implements EngineOperator<Bitwise> {
  @Override
  public boolean supports(Bitwise op, Node node) {
    return node.output().type().dtype() == DType.BOOL;
  }

  @Override
  public NDArray apply(Bitwise op, Node node, List<NDArray> inputs) {
    int rank = node.output().shape().rank();
    NDArray a = Ranks.aligned(inputs.get(0), rank);
    NDArray b = Ranks.aligned(inputs.get(1), rank);
    return switch (op.kind()) {
      case AND -> a.logicalAnd(b);
      case OR -> a.logicalOr(b);
      case XOR -> a.logicalXor(b);
      default -> throw new IllegalArgumentException("the engine has no " + op);
    };
  }
}
