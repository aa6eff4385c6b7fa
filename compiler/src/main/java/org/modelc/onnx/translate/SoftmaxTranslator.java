package org.modelc.onnx.translate;

import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Softmax;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** Softmax and LogSoftmax. Before opset 13 they work on a matrix into which all axes from {@code axis} on are flattened. */
final class SoftmaxTranslator {
  private static final int ONE_AXIS_SINCE = 13;

  private SoftmaxTranslator() {}

  static Value softmax(NodeContext node) {
    return softmax(node, node.opset());
  }

  static Value logSoftmax(NodeContext node) {
    Value probabilities = softmax(node.inner("softmax", List.of(node.optional(0))), node.opset());
    return node.result(Unary.of(Unary.Kind.LOG), probabilities);
  }

  /** @param opset of the default domain; it decides what {@code axis} means */
  static Value softmax(NodeContext node, int opset) {
    Value x = node.real(node.input(0));
    int rank = x.shape().rank();
    if (rank == 0) {
      throw new OpException(Code.E204, "input is a scalar");
    }
    int axis = NodeContext.axis(node.attributes().integer("axis", opset < ONE_AXIS_SINCE ? Math.min(1, rank - 1) : -1), rank);
    if (opset >= ONE_AXIS_SINCE || axis == rank - 1) {
      return node.result(new Softmax(axis), x);
    }
    Shape matrix = Shape.of(x.shape().product(0, axis), x.shape().product(axis, rank));
    Value rows = node.principal("rows", new Softmax(1), node.step("matrix", new Reshape(matrix), x));
    return node.result(new Reshape(x.shape()), rows);
  }
}
