package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Gather;

/** Slices by index: the same ones of all samples, or those that each sample's own indices name. */
final class GatherOnEngine {
  private GatherOnEngine() {}

  static NDArray apply(Gather op, Node node, List<NDArray> inputs) {
    NDArray data = inputs.get(Gather.DATA);
    int size = node.input(Gather.DATA).shape().dim(op.axis());
    NDArray indices = fromFront(inputs.get(Gather.INDICES).toType(DataType.INT64, false), size);
    NDArray result = node.input(Gather.INDICES).isConstant()
        ? ofAll(data, op.axis() + 1, indices.flatten()) : ofEach(data, op.axis() + 1, indices);
    return MovementOnEngine.toShape(result, node.output().shape());
  }

  private static NDArray fromFront(NDArray indices, int size) {
    return indices.add(indices.lt(0).toType(DataType.INT64, false).mul(size)).clip(0, size - 1);
  }

  private static NDArray ofAll(NDArray data, int axis, NDArray indices) {
    NDIndex index = new NDIndex();
    for (int before = 0; before < axis; before++) {
      index.addAllDim();
    }
    return data.get(index.addIndices("{}", indices));
  }

  /**
   * The slices of all samples become the rows of one matrix.
   *
   * @param data [samples or 1, shape...]
   * @param indices [samples, shape...]
   */
  private static NDArray ofEach(NDArray data, int axis, NDArray indices) {
    Shape shape = data.getShape();
    long copies = shape.get(0);
    long size = shape.get(axis);
    long before = shape.slice(1, axis).size();
    long behind = shape.slice(axis + 1).size();
    long samples = indices.getShape().get(0);
    NDArray rows = data.reshape(copies, before, size, behind).transpose(0, 2, 1, 3).reshape(copies * size, before * behind);
    NDArray own = copies == 1 ? indices.reshape(samples, -1)
        : indices.reshape(samples, -1).add(data.getManager().arange(0, samples * size, size, DataType.INT64).reshape(samples, 1));
    NDArray taken = rows.get(new NDIndex().addIndices("{}", own.flatten()));
    return taken.reshape(samples, -1, before, behind).transpose(0, 2, 1, 3);
  }
}
