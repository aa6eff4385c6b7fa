package org.modelc.onnx.translate;

import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
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
    Value x = node.real(node.input(0));
    int axis = axis(node, node.opset(), x.shape().rank());
    if (node.opset() >= ONE_AXIS_SINCE || axis == x.shape().rank() - 1) {
      return logSoftmax(node, x, axis);
    }
    Value rows = logSoftmax(node.inner("rows", List.of()), node.step("matrix", new Reshape(matrix(x.shape(), axis)), x), 1);
    return node.result(new Reshape(x.shape()), rows);
  }

  /** The logarithm of a probability that is rounded to 0 would be infinite: {@code x - max - log(sum(e^(x - max)))} is not. */
  private static Value logSoftmax(NodeContext node, Value x, int axis) {
    Binary subtract = ArithmeticTranslator.operator(Binary.Kind.SUB);
    Value below = node.step("below", subtract, x, node.step("largest", new Reduce(Reduce.Kind.MAX, List.of(axis), true), x));
    Value exponentials = node.step("exponentials", Unary.of(Unary.Kind.EXP), below);
    Value sum = node.step("sum", new Reduce(Reduce.Kind.SUM, List.of(axis), true), exponentials);
    return node.result(subtract, below, node.step("logarithm", Unary.of(Unary.Kind.LOG), sum));
  }

  private static int axis(NodeContext node, int opset, int rank) {
    return NodeContext.axis(node.attributes().integer("axis", opset < ONE_AXIS_SINCE ? Math.min(1, rank - 1) : -1), rank);
  }

  private static Shape matrix(Shape shape, int axis) {
    return Shape.of(shape.product(0, axis), shape.product(axis, shape.rank()));
  }

  /** @param opset of the default domain; it decides what {@code axis} means */
  static Value softmax(NodeContext node, int opset) {
    Value x = node.real(node.input(0));
    int rank = x.shape().rank();
    if (rank == 0) {
      throw new OpException(Code.E204, "input is a scalar");
    }
    int axis = axis(node, opset, rank);
    if (opset >= ONE_AXIS_SINCE || axis == rank - 1) {
      return node.result(new Softmax(axis), x);
    }
    Value rows = node.principal("rows", new Softmax(1), node.step("matrix", new Reshape(matrix(x.shape(), axis)), x));
    return node.result(new Reshape(x.shape()), rows);
  }
}
