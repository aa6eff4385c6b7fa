package org.modelc.onnx.translate;

import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;
import org.modelc.problem.Code;

/**
 * Takes activations from ONNX's layout to the NHWC of the IR's windowed operators and back. [N,C,L] becomes [N,1,L,C], [N,C,H,W] becomes
 * [N,H,W,C]. Passes cancel the Transposes that meet.
 */
final class ChannelsLast {
  private ChannelsLast() {}

  /** The spatial dimensions of activations, one to three. */
  static List<Integer> spatial(Value x) {
    int rank = x.shape().rank();
    if (rank < 3 || rank > 5) {
      throw new OpException(Code.E204, "input has shape " + x.shape() + ", [N,C,L], [N,C,H,W] or [N,C,D,H,W] is needed");
    }
    if (x.shape().elements() == 0) {
      throw new OpException(Code.E204, "input has shape " + x.shape() + ", without elements");
    }
    return x.shape().dims().subList(2, rank);
  }

  static Value enter(NodeContext node, Value x) {
    if (x.shape().rank() == 4) {
      return node.step("nhwc_input", new Transpose(List.of(0, 2, 3, 1)), x);
    }
    Value rows = node.step("nlc_input", new Transpose(List.of(0, 2, 1)), x);
    return node.step("nhwc_input", new Reshape(Shape.of(rows.shape().dim(0), 1, rows.shape().dim(1), rows.shape().dim(2))), rows);
  }

  /** The node's result from {@code y} in NHWC. */
  static Value leave(NodeContext node, Value y, int rank) {
    if (rank == 4) {
      return node.result(new Transpose(List.of(0, 3, 1, 2)), y);
    }
    Value rows = node.step("nlc", new Reshape(Shape.of(y.shape().dim(0), y.shape().dim(2), y.shape().dim(3))), y);
    return node.result(new Transpose(List.of(0, 2, 1)), rows);
  }

  /** Weights [O,I,L] or [O,I,H,W] as a constant [O,1,L,I] or [O,H,W,I]. */
  static Value weights(NodeContext node, Tensor weights) {
    Value value = node.constantStep("weights", weights);
    if (weights.shape().rank() == 3) {
      Shape shape = Shape.of(weights.shape().dim(0), weights.shape().dim(1), 1, weights.shape().dim(2));
      value = node.step("weights_oihw", new Reshape(shape), value);
    }
    return node.step("weights_ohwi", new Transpose(List.of(0, 2, 3, 1)), value);
  }
}
