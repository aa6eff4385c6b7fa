package org.modelc.stream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Bitwise;
import org.modelc.op.Cast;
import org.modelc.op.Clip;
import org.modelc.op.Compare;
import org.modelc.op.Concat;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Dequantise;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.Pad;
import org.modelc.op.Quantise;
import org.modelc.op.Reduce;
import org.modelc.op.Requantise;
import org.modelc.op.Reshape;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.op.Softmax;
import org.modelc.op.Transpose;
import org.modelc.op.Unary;
import org.modelc.op.Window;

/**
 * How a row of a node's output depends on rows of its inputs, and the operator for some successive rows.
 *
 * @param axis of the output that counts its rows
 * @param stride rows of the input from one output row to the next
 * @param begin the input row that the first output row begins with; negative in padding
 * @param padAfter rows of padding behind the input that the last output row reads
 */
record RowRule(int axis, int stride, int begin, int padAfter, Rows op) {
  /** Makes the operator for {@code count} rows of the output, whose first begins with row {@code first} of what is read. */
  interface Rows {
    Op of(int first, int count);
  }

  private static RowRule pointwise(int axis, Op op) {
    return new RowRule(axis, 1, 0, 0, (first, count) -> op);
  }

  /** Whether the operator itself takes rows from any place of its input. */
  static boolean canSkipRows(Op op) {
    return op instanceof Slice;
  }

  /**
   * The rule of a node whose inputs, apart from constants, have their rows along {@code axis}; empty where its rows depend on more than a few
   * rows of the inputs.
   */
  static Optional<RowRule> of(Node node, int axis) {
    return rule(node, axis).filter(rule -> node.output().shape().product(0, rule.axis) == 1);
  }

  private static Optional<RowRule> rule(Node node, int axis) {
    Op op = node.op();
    Shape input = node.input(0).shape();
    if (op instanceof Conv conv) {
      return window(conv.window(), node, axis, window -> new Conv(window, conv.groups(), conv.clamp()));
    } else if (op instanceof MaxPool pool) {
      return window(pool.window(), node, axis, MaxPool::new);
    } else if (op instanceof AveragePool pool) {
      return window(pool.window(), node, axis, window -> new AveragePool(
          window, pool.countIncludePad(), axis == 1 ? 0 : pool.ceilBottom(), axis == 2 ? 0 : pool.ceilRight()));
    } else if (op instanceof Dense) {
      return when(axis < input.rank() - 1, pointwise(axis, op));
    } else if (op instanceof Softmax softmax) {
      return when(softmax.axis() != axis, pointwise(axis, op));
    } else if (op instanceof Concat concat) {
      return when(concat.axis() != axis && haveEqualRows(node, axis), pointwise(axis, op));
    } else if (op instanceof Reduce reduce) {
      int dropped = reduce.keepDims() ? 0 : (int) reduce.axes().stream().filter(other -> other < axis).count();
      return when(!reduce.axes().contains(axis), pointwise(axis - dropped, op));
    } else if (op instanceof Transpose transpose) {
      return Optional.of(pointwise(transpose.perm().indexOf(axis), op));
    } else if (op instanceof Reshape reshape) {
      return reshape(reshape.shape(), input, axis);
    } else if (op instanceof Slice slice) {
      return when(slice.steps().get(axis) > 0, slice(slice, axis));
    } else if (op instanceof Pad pad) {
      return Optional.of(new RowRule(axis, 1, -pad.begins().get(axis), pad.ends().get(axis), (first, count) -> pad));
    }
    return when(isElementwise(op) && haveOutputsShape(node, axis), pointwise(axis, op));
  }

  private static Optional<RowRule> when(boolean holds, RowRule rule) {
    return holds ? Optional.of(rule) : Optional.empty();
  }

  private static boolean isElementwise(Op op) {
    return op instanceof Binary || op instanceof Unary || op instanceof Clip || op instanceof Quantise || op instanceof Dequantise
        || op instanceof Requantise || op instanceof Cast || op instanceof Compare || op instanceof Bitwise || op instanceof Select;
  }

  /** Whether all operands have the output's shape, or are constants that are the same for all rows. */
  private static boolean haveOutputsShape(Node node, int axis) {
    Shape output = node.output().shape();
    return node.inputs().stream().allMatch(input -> input.isConstant()
        ? input.shape().rank() <= output.rank() && input.shape().alignedTo(output.rank()).dim(axis) == 1
        : input.shape().equals(output));
  }

  private static boolean haveEqualRows(Node node, int axis) {
    int rows = node.output().shape().dim(axis);
    return node.inputs().stream().noneMatch(Value::isConstant) && node.inputs().stream().allMatch(input -> input.shape().dim(axis) == rows);
  }

  /** Makes an operator with another window. */
  private interface Windowed {
    Op with(Window window);
  }

  private static Optional<RowRule> window(Window window, Node node, int axis, Windowed op) {
    if (axis != 1 && axis != 2) {
      return Optional.empty();
    }
    boolean rows = axis == 1;
    int stride = rows ? window.strideHeight() : window.strideWidth();
    int reach = rows ? window.reach() : window.dilationWidth() * (window.kernelWidth() - 1) + 1;
    int padBefore = rows ? window.padTop() : window.padLeft();
    int end = (node.output().shape().dim(axis) - 1) * stride - padBefore + reach;
    Window plain = rows
        ? window.withRowPads(0, 0)
        : window.withPads(window.padTop(), 0, window.padBottom(), 0);
    int padAfter = Math.max(0, end - node.input(0).shape().dim(axis));
    return Optional.of(new RowRule(axis, stride, -padBefore, padAfter, (first, count) -> op.with(plain)));
  }

  /** Where rows stay rows: with as many elements each, behind axes of size 1. */
  private static Optional<RowRule> reshape(Shape shape, Shape input, int axis) {
    int rowElements = input.product(axis + 1, input.rank());
    return IntStream.range(0, shape.rank()).boxed()
        .filter(to -> shape.product(0, to) == 1 && shape.dim(to) == input.dim(axis) && shape.product(to + 1, shape.rank()) == rowElements)
        .reduce((before, last) -> last)
        .map(to -> new RowRule(to, 1, 0, 0, (first, count) -> new Reshape(shape.withDim(to, count))));
  }

  private static RowRule slice(Slice slice, int axis) {
    return new RowRule(axis, slice.steps().get(axis), slice.starts().get(axis), 0, (first, count) -> {
      List<Integer> starts = new ArrayList<>(slice.starts());
      starts.set(axis, first);
      return new Slice(starts, slice.steps(), slice.shape().withDim(axis, count));
    });
  }

  /** The last {@code count} rows of a value of {@code shape}. */
  static Slice lastRows(Shape shape, int axis, int count) {
    List<Integer> starts = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
    starts.set(axis, shape.dim(axis) - count);
    return new Slice(starts, Collections.nCopies(shape.rank(), 1), shape.withDim(axis, count));
  }
}
