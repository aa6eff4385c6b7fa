package org.modelc.onnx.translate;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.MaxPool;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.problem.Code;

/** Pooling over windows and over whole maps. Input X [N,C,...]. */
final class PoolTranslator {
  private PoolTranslator() {}

  static Value max(NodeContext node) {
    if (node.usesOutput(1)) {
      throw new OpException(Code.E203, "output \"Indices\" is used; only the maxima are supported");
    }
    node.attributes().ignore("storage_order");
    Value x = node.input(0);
    SlidingWindow sliding = window(node, x);
    Value y = node.principal("nhwc", new MaxPool(sliding.window()), ChannelsLast.enter(node, x));
    return ChannelsLast.leave(node, y, x.shape().rank());
  }

  static Value average(NodeContext node) {
    Value x = node.input(0);
    SlidingWindow sliding = window(node, x);
    boolean countIncludePad = node.attributes().flag("count_include_pad", false);
    AveragePool pool = new AveragePool(sliding.window(), countIncludePad, sliding.ceilBottom(), sliding.ceilRight());
    Value y = node.principal("nhwc", pool, ChannelsLast.enter(node, x));
    return ChannelsLast.leave(node, y, x.shape().rank());
  }

  private static SlidingWindow window(NodeContext node, Value x) {
    List<Integer> kernel = node.attributes().integers("kernel_shape")
        .orElseThrow(() -> new OpException(Code.E203, "attribute \"kernel_shape\" is missing"));
    return SlidingWindow.read(node, ChannelsLast.spatial(x), kernel);
  }

  static Value globalAverage(NodeContext node) {
    return global(node, Reduce.Kind.MEAN);
  }

  static Value globalMax(NodeContext node) {
    return global(node, Reduce.Kind.MAX);
  }

  private static Value global(NodeContext node, Reduce.Kind kind) {
    Value x = node.input(0);
    if (x.shape().rank() < 3) {
      throw new OpException(Code.E204, "input has shape " + x.shape() + ", [N,C,...] is needed");
    }
    return node.result(new Reduce(kind, IntStream.range(2, x.shape().rank()).boxed().toList(), true), x);
  }
}
