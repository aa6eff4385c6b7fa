package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Compare;
import org.modelc.op.Select;

/** Questions about elements, and elements chosen by their answers. Gradients reach what was chosen, never the questions. */
final class ConditionsOnEngine {
  private ConditionsOnEngine() {}

  static NDArray compare(Compare op, Node node, List<NDArray> inputs) {
    int rank = node.output().shape().rank();
    NDArray a = Ranks.aligned(inputs.get(0), rank);
    NDArray b = Ranks.aligned(inputs.get(1), rank);
    return switch (op.kind()) {
      case EQUAL -> a.eq(b);
      case LESS -> a.lt(b);
      case LESS_OR_EQUAL -> a.lte(b);
    };
  }

  /** The engine does not broadcast here by itself. */
  static NDArray select(Select op, Node node, List<NDArray> inputs) {
    Shape shape = node.output().shape();
    long samples = inputs.stream().mapToLong(input -> input.getShape().get(0)).max().orElseThrow();
    List<NDArray> whole = inputs.stream()
        .map(input -> Ranks.aligned(input, shape.rank()).broadcast(GraphOnEngine.shape(samples, shape))).toList();
    return NDArrays.where(whole.get(Select.CONDITION), whole.get(Select.X), whole.get(Select.Y));
  }
}
