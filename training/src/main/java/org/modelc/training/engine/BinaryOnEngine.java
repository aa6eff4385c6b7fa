package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Binary;

/** Arithmetic on two tensors; the engine broadcasts as ONNX does once both have the same rank behind the samples' axis. */
final class BinaryOnEngine implements EngineOperator<Binary> {
  @Override
  public boolean supports(Binary op, Node node) {
    return op.kind() != Binary.Kind.REMAINDER && op.kind() != Binary.Kind.MOD;
  }

  @Override
  public NDArray apply(Binary op, Node node, List<NDArray> inputs) {
    int rank = node.output().shape().rank();
    NDArray a = aligned(inputs.get(0), rank);
    NDArray b = aligned(inputs.get(1), rank);
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

  private static NDArray aligned(NDArray x, int rank) {
    long[] shape = x.getShape().getShape();
    int missing = rank + 1 - shape.length;
    if (missing == 0) {
      return x;
    }
    long[] aligned = new long[rank + 1];
    Arrays.fill(aligned, 1);
    aligned[0] = shape[0];
    System.arraycopy(shape, 1, aligned, 1 + missing, shape.length - 1);
    return x.reshape(aligned);
  }
}
