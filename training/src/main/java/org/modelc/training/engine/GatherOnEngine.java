package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Gather;

/** Slices by index, where the indices are constant. */
final class GatherOnEngine implements EngineOperator<Gather> {
  @Override
  public boolean supports(Gather op, Node node) {
    return node.input(Gather.INDICES).isConstant();
  }

  @Override
  public NDArray apply(Gather op, Node node, List<NDArray> inputs) {
    NDArray data = inputs.get(Gather.DATA);
    int size = node.input(Gather.DATA).shape().dim(op.axis());
    NDArray indices = inputs.get(Gather.INDICES).flatten();
    NDArray fromFront = indices.add(indices.lt(0).toType(indices.getDataType(), false).mul(size)).clip(0, size - 1);
    NDIndex index = new NDIndex();
    for (int axis = 0; axis <= op.axis(); axis++) {
      index.addAllDim();
    }
    return MovementOnEngine.toShape(data.get(index.addIndices("{}", fromFront)), node.output().shape());
  }
}
