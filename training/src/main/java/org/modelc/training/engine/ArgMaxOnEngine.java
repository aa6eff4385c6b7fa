package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.ArgMax;

/** Index of the largest element, the first of equal ones. */
final class ArgMaxOnEngine implements EngineOperator<ArgMax> {
  @Override
  public boolean supports(ArgMax op, Node node) {
    return !op.selectLast();
  }

  @Override
  public NDArray apply(ArgMax op, Node node, List<NDArray> inputs) {
    return MovementOnEngine.toShape(inputs.get(0).argMax(op.axis() + 1), node.output().shape());
  }
}
