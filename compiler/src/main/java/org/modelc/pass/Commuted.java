package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.op.ArgMax;
import org.modelc.op.Dense;
import org.modelc.op.Gather;
import org.modelc.op.Op;
import org.modelc.op.Pad;
import org.modelc.op.Reduce;
import org.modelc.op.Resample;
import org.modelc.op.Slice;
import org.modelc.op.Softmax;

/**
 * An operator that changed places with a Transpose before it: {@code op(transpose(x)) = behind(commuted(x))}.
 *
 * @param op what applies to the data before the Transpose; other inputs stay as they are
 * @param behind the Transpose that then follows
 */
record Commuted(Op op, Permutation behind) {

  /**
   * Empty if the order of axes matters to the node's operator.
   *
   * @param node reads, as its first input, what a Transpose permuted by {@code front}
   */
  static Optional<Commuted> of(Node node, Permutation front) {
    Op op = node.op();
    if (Elementwise.contains(op) || op instanceof Dense && keepsLastAxis(front)) {
      return Optional.of(new Commuted(op, front));
    } else if (op instanceof Pad pad) {
      return Optional.of(new Commuted(new Pad(front.toInputOrder(pad.begins()), front.toInputOrder(pad.ends()), pad.value()), front));
    } else if (op instanceof Slice slice) {
      return Optional.of(new Commuted(
          new Slice(front.toInputOrder(slice.starts()), front.toInputOrder(slice.steps()), front.inputShape(slice.shape())), front));
    } else if (op instanceof Softmax softmax) {
      return Optional.of(new Commuted(new Softmax(front.source(softmax.axis())), front));
    } else if (op instanceof Reduce reduce) {
      return Optional.of(reduce(reduce, front));
    } else if (op instanceof Resample resample) {
      return Optional.of(new Commuted(new Resample(front.source(resample.axis())), front));
    } else if (op instanceof ArgMax argMax) {
      ArgMax commuted = new ArgMax(front.source(argMax.axis()), argMax.keepDims(), argMax.selectLast());
      return Optional.of(new Commuted(commuted, front.withAxisReplaced(argMax.axis(), argMax.keepDims() ? 1 : 0)));
    } else if (op instanceof Gather gather) {
      int indicesRank = node.input(Gather.INDICES).shape().rank();
      return Optional.of(new Commuted(new Gather(front.source(gather.axis())), front.withAxisReplaced(gather.axis(), indicesRank)));
    } else {
      return Optional.empty();
    }
  }

  private static Commuted reduce(Reduce reduce, Permutation front) {
    List<Integer> axes = reduce.axes().stream().map(front::source).toList();
    return new Commuted(
        new Reduce(reduce.kind(), axes, reduce.keepDims()), reduce.keepDims() ? front : front.without(axes));
  }

  private static boolean keepsLastAxis(Permutation permutation) {
    int last = permutation.rank() - 1;
    return permutation.source(last) == last;
  }
}
