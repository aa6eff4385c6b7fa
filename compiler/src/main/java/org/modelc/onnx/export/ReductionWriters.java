package org.modelc.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import org.modelc.op.ArgMax;
import org.modelc.op.Reduce;

/** Operators that reduce axes to one element. */
final class ReductionWriters {
  private static final int CHANNELS = 3;

  private ReductionWriters() {}

  static void reduce(NodeWriter node) {
    Reduce reduce = (Reduce) node.node().op();
    Layout layout = keepsOrder(reduce) ? node.layout() : Layout.PLAIN;
    List<Integer> axes = reduce.axes().stream().map(layout::axis).sorted().toList();
    AttributeProto keepDims = Protos.flag("keepdims", reduce.keepDims());
    String x = node.real(0, layout);
    Layout resultLayout = reduce.keepDims() ? layout : Layout.PLAIN;
    if (reduce.kind() == Reduce.Kind.SUM || node.opset().hasAxesAsInputs()) {
      node.result(resultLayout, type(reduce.kind()), List.of(x, node.longs("axes", axes)), keepDims);
    } else {
      node.result(resultLayout, type(reduce.kind()), List.of(x), Protos.integers("axes", axes), keepDims);
    }
  }

  /** Whether the axes that are left have the same order in both layouts. */
  private static boolean keepsOrder(Reduce reduce) {
    return reduce.keepDims() || reduce.axes().contains(CHANNELS) || reduce.axes().containsAll(List.of(1, 2));
  }

  private static String type(Reduce.Kind kind) {
    return switch (kind) {
      case MEAN -> "ReduceMean";
      case SUM -> "ReduceSum";
      case MAX -> "ReduceMax";
      case MIN -> "ReduceMin";
      case PROD -> "ReduceProd";
    };
  }

  static void argMax(NodeWriter node) {
    ArgMax argMax = (ArgMax) node.node().op();
    node.result(Layout.PLAIN, "ArgMax", node.reals(Layout.PLAIN),
        Protos.integer("axis", argMax.axis()),
        Protos.flag("keepdims", argMax.keepDims()),
        Protos.flag("select_last_index", argMax.selectLast()));
  }
}
