package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.op.Cast;
import org.modelc.op.Concat;
import org.modelc.op.Expand;
import org.modelc.op.Pad;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;

/** Operators that move elements. */
final class MovementOnEngine {
  private MovementOnEngine() {}

  /** {@code x} with the IR's shape {@code shape} behind the samples' axis. */
  static NDArray toShape(NDArray x, org.modelc.ir.Shape shape) {
    long[] dims = new long[shape.rank() + 1];
    dims[0] = x.getShape().get(0);
    IntStream.range(0, shape.rank()).forEach(axis -> dims[axis + 1] = shape.dim(axis));
    return x.reshape(dims);
  }

  /** Elements [first, last) along an axis of the engine. */
  static NDIndex part(int axis, long first, long last) {
    NDIndex index = new NDIndex();
    for (int before = 0; before < axis; before++) {
      index.addAllDim();
    }
    return index.addSliceDim(first, last);
  }

  static NDArray expand(Expand op, Node node, List<NDArray> inputs) {
    NDArray x = Ranks.aligned(inputs.get(0), op.shape().rank());
    return x.broadcast(GraphOnEngine.shape(x.getShape().get(0), op.shape()));
  }

  static NDArray reshape(Reshape op, Node node, List<NDArray> inputs) {
    return toShape(inputs.get(0), op.shape());
  }

  static NDArray transpose(Transpose op, Node node, List<NDArray> inputs) {
    int[] axes = new int[op.perm().size() + 1];
    IntStream.range(0, op.perm().size()).forEach(axis -> axes[axis + 1] = op.perm().get(axis) + 1);
    return inputs.get(0).transpose(axes);
  }

  /** The engine counts axes from the last. */
  static NDArray pad(Pad op, Node node, List<NDArray> inputs) {
    int rank = op.begins().size();
    long[] pads = new long[2 * rank];
    for (int i = 0; i < rank; i++) {
      pads[2 * i] = op.begins().get(rank - 1 - i);
      pads[2 * i + 1] = op.ends().get(rank - 1 - i);
    }
    return inputs.get(0).pad(new Shape(pads), op.value());
  }

  static NDArray concat(Concat op, Node node, List<NDArray> inputs) {
    long samples = inputs.stream().mapToLong(input -> input.getShape().get(0)).max().orElseThrow();
    NDList parts = new NDList(inputs.stream().map(input -> repeated(input, samples)).toList());
    return NDArrays.concat(parts, op.axis() + 1);
  }

  /** Constants stand once for all samples. */
  private static NDArray repeated(NDArray x, long samples) {
    return x.getShape().get(0) == samples ? x : x.repeat(0, samples);
  }

  /** The engine takes positive steps only, so that axes with negative ones are turned round first. */
  static NDArray slice(Slice op, Node node, List<NDArray> inputs) {
    NDArray x = inputs.get(0);
    NDIndex index = new NDIndex().addAllDim();
    for (int axis = 0; axis < op.shape().rank(); axis++) {
      int step = op.steps().get(axis);
      int size = node.input(0).shape().dim(axis);
      int start = step > 0 ? op.starts().get(axis) : size - 1 - op.starts().get(axis);
      x = step > 0 ? x : x.flip(axis + 1);
      int stride = Math.abs(step);
      index.addSliceDim(start, start + (long) (op.shape().dim(axis) - 1) * stride + 1, stride);
    }
    return x.get(index);
  }

  static NDArray cast(Cast op, Node node, List<NDArray> inputs) {
    return inputs.get(0).toType(DataTypes.of(op.dtype()), false);
  }
}
