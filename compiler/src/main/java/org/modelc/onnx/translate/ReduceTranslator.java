package org.modelc.onnx.translate;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Value;
import org.modelc.op.ArgMax;
import org.modelc.op.Reduce;
import org.modelc.op.Unary;

/** Reductions along axes. */
final class ReduceTranslator {
  private ReduceTranslator() {}

  /** @param axesAreInputSince opset from which {@code axes} is an input, not an attribute */
  static Translator.OfOneOutput reduce(Reduce.Kind kind, int axesAreInputSince) {
    return node -> reduce(node, kind, axesAreInputSince);
  }

  private static Value reduce(NodeContext node, Reduce.Kind kind, int axesAreInputSince) {
    Value x = kind == Reduce.Kind.MAX || kind == Reduce.Kind.MIN ? node.input(0) : node.real(node.input(0));
    int rank = x.shape().rank();
    List<Integer> axes = NodeContext.axes(node.integers("axes", 1, axesAreInputSince).orElse(List.of()), rank);
    boolean keepDims = node.attributes().flag("keepdims", true);
    boolean none = node.attributes().flag("noop_with_empty_axes", false);
    if (rank == 0 || axes.isEmpty() && none) {
      return x;
    }
    return node.result(new Reduce(kind, axes.isEmpty() ? IntStream.range(0, rank).boxed().toList() : axes, keepDims), x);
  }

  static Value argMax(NodeContext node) {
    return argMax(node, node.input(0));
  }

  /** The smallest element is the largest of the negated ones. */
  static Value argMin(NodeContext node) {
    return argMax(node, node.step("negated", Unary.of(Unary.Kind.NEG), node.input(0)));
  }

  private static Value argMax(NodeContext node, Value x) {
    int axis = NodeContext.axis(node.attributes().integer("axis", 0), x.shape().rank());
    boolean keepDims = node.attributes().flag("keepdims", true);
    return node.result(new ArgMax(axis, keepDims, node.attributes().flag("select_last_index", false)), x);
  }
}
