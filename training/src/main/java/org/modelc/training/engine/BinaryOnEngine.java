package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Binary;

/** Arithmetic on two tensors. */
final class BinaryOnEngine implements EngineOperator<Binary> {
  @Override
  public boolean supports(Binary op, Node node) {
    boolean floats = node.output().type().dtype().isFloat();
    return switch (op.kind()) {
      case ADD, SUB, MUL, MIN, MAX -> true;
      case DIV, POW -> floats;
      case REMAINDER, MOD -> false;
    };
  }

  @Override
  public NDArray apply(Binary op, Node node, List<NDArray> inputs) {
    int rank = node.output().shape().rank();
    NDArray a = Ranks.aligned(inputs.get(0), rank);
    NDArray b = Ranks.aligned(inputs.get(1), rank);
    NDArray result = switch (op.kind()) {
      case ADD -> a.add(b);
      case SUB -> a.sub(b);
      case MUL -> a.mul(b);
      case DIV -> a.div(b);
      case MIN -> a.minimum(b);
      case MAX -> a.maximum(b);
      case POW -> a.pow(b);
      case REMAINDER, MOD -> throw new IllegalArgumentException("the engine has no " + op.kind());
    };
    return ClampOnEngine.apply(op.clamp(), result);
  }
}
