package org.modelc.onnx.translate;

import java.util.OptionalInt;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.ArgMax;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.BitCast;
import org.modelc.op.Bitwise;
import org.modelc.op.Cast;
import org.modelc.op.Clip;
import org.modelc.op.Compare;
import org.modelc.op.Concat;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Dequantise;
import org.modelc.op.Expand;
import org.modelc.op.Gather;
import org.modelc.op.MatMul;
import org.modelc.op.MaxPool;
import org.modelc.op.Normalise;
import org.modelc.op.Op;
import org.modelc.op.Pad;
import org.modelc.op.Quantise;
import org.modelc.op.Reduce;
import org.modelc.op.Requantise;
import org.modelc.op.Resample;
import org.modelc.op.Reshape;
import org.modelc.op.RoiAlign;
import org.modelc.op.Scan;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.op.Softmax;
import org.modelc.op.TopK;
import org.modelc.op.Transpose;
import org.modelc.op.TreeEnsemble;
import org.modelc.op.Unary;

/**
 * Where an axis of an input is found in the output, for operators whose results along that axis do not depend on what lies behind them: then the
 * first elements of the output are what the first elements of the input alone would give.
 */
final class LengthRule {
  private LengthRule() {}

  /** The axis of the node's output that is {@code axis} of input {@code input}; empty where there is none. */
  static OptionalInt outputAxis(Node node, int input, int axis) {
    Op op = node.op();
    Shape shape = node.input(input).shape();
    int rank = shape.rank();
    int aligned = axis + node.output().shape().rank() - rank;
    if (op instanceof Reshape reshape) {
      return reshape.axisOf(shape, axis);
    } else if (op instanceof Transpose transpose) {
      return OptionalInt.of(transpose.perm().indexOf(axis));
    } else if (op instanceof Gather gather) {
      return gathered(gather.axis(), node, input, axis);
    } else if (op instanceof Slice slice) {
      return when(slice.shape().dim(axis) == shape.dim(axis) && slice.starts().get(axis) == 0, axis);
    } else if (op instanceof Pad pad) {
      return when(pad.begins().get(axis) == 0 && pad.ends().get(axis) == 0, axis);
    } else if (op instanceof Reduce reduce) {
      return when(!reduce.axes().contains(axis), reduce.keepDims() ? axis : axis - (int) reduce.axes().stream().filter(other -> other < axis).count());
    } else if (op instanceof ArgMax argMax) {
      return when(argMax.axis() != axis, argMax.keepDims() || argMax.axis() > axis ? axis : axis - 1);
    } else if (op instanceof MatMul) {
      return when(axis != (input == 0 ? rank - 1 : rank - 2), aligned);
    } else if (op instanceof RoiAlign) {
      return when(input != RoiAlign.X, 0);
    } else if (isElementwise(op) || op instanceof Expand) {
      return when(node.output().shape().dim(aligned) == shape.dim(axis), aligned);
    }
    return when(isFreeAlong(op, rank, axis), axis);
  }

  private static OptionalInt when(boolean holds, int axis) {
    return holds ? OptionalInt.of(axis) : OptionalInt.empty();
  }

  private static boolean isElementwise(Op op) {
    return op instanceof Binary || op instanceof Unary || op instanceof Clip || op instanceof Quantise || op instanceof Dequantise
        || op instanceof Requantise || op instanceof Cast || op instanceof BitCast || op instanceof Compare || op instanceof Bitwise
        || op instanceof Select;
  }

  /** Whether what the operator computes at one place of the axis is independent of what lies behind it. */
  private static boolean isFreeAlong(Op op, int rank, int axis) {
    if (op instanceof Concat concat) {
      return concat.axis() != axis;
    } else if (op instanceof Softmax softmax) {
      return softmax.axis() != axis;
    } else if (op instanceof Normalise normalise) {
      return !normalise.axes().contains(axis);
    } else if (op instanceof Resample resample) {
      return resample.axis() != axis;
    } else if (op instanceof TopK topK) {
      return topK.axis() != axis;
    } else if (op instanceof Scan scan) {
      return scan.axis() != axis || !scan.reverse();
    } else if (op instanceof Dense) {
      return axis < rank - 1;
    }
    boolean takesBatches = op instanceof Conv || op instanceof MaxPool || op instanceof AveragePool || op instanceof TreeEnsemble;
    return takesBatches && axis == 0;
  }

  private static OptionalInt gathered(int gatherAxis, Node node, int input, int axis) {
    if (input == Gather.INDICES) {
      return OptionalInt.of(gatherAxis + axis);
    }
    return when(axis != gatherAxis, axis < gatherAxis ? axis : axis + node.input(Gather.INDICES).shape().rank() - 1);
  }
}
