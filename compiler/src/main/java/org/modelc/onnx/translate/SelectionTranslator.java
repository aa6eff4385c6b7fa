package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Compare;
import org.modelc.op.Concat;
import org.modelc.op.CountTrue;
import org.modelc.op.Gather;
import org.modelc.op.NonMaxSuppression;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.op.TrueIndices;
import org.modelc.problem.Code;

/** Operators whose results have as many elements as the inputs' elements decide: NonZero, Compress, NonMaxSuppression. */
final class SelectionTranslator {
  private static final String LIMIT = "max_output_boxes_per_class";

  private SelectionTranslator() {}

  /** NonZero: [rank, elements] indices of the elements that are not 0, in row-major order. */
  static Value nonZero(NodeContext node) {
    Value x = node.settled(node.real(node.input(0)));
    Shape shape = x.shape();
    if (shape.rank() == 0) {
      throw new OpException(Code.E204, "input is a scalar; one axis or more is needed");
    }
    Value flat = node.step("flat", new Reshape(Shape.of(shape.elements())), Casts.to(node, DType.BOOL, x));
    Value places = trueIndices(node, flat);
    List<Value> rows = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      int stride = shape.product(axis + 1, shape.rank());
      Value whole = stride == 1 ? places : arithmetic(node, "whole" + axis, Binary.Kind.DIV, places, stride);
      Value index = axis == 0 ? whole : arithmetic(node, "index" + axis, Binary.Kind.MOD, whole, shape.dim(axis));
      rows.add(node.step("row" + axis, new Reshape(Shape.of(1, places.shape().dim(0))), index));
    }
    return node.result(new Concat(0), rows);
  }

  private static Value arithmetic(NodeContext node, String name, Binary.Kind kind, Value x, long operand) {
    return node.step(name, ArithmeticTranslator.operator(kind), x, Integers.constant(node, name + "_operand", operand));
  }

  /** Indices of the elements that are true, as many as there are. */
  private static Value trueIndices(NodeContext node, Value truths) {
    return node.counted(node.step("indices", new TrueIndices(), truths), 0, node.step("count", new CountTrue(), truths));
  }

  /** Compress: the slices of an axis, or the elements of all, for which a condition holds. */
  static Value compress(NodeContext node) {
    Value x = node.real(node.input(0));
    boolean isFlat = node.attributes().integer("axis").isEmpty();
    Value data = isFlat ? node.step("flat", new Reshape(Shape.of(x.shape().elements())), x) : x;
    int axis = isFlat ? 0 : NodeContext.axis(node.attributes().integer("axis", 0), x.shape().rank());
    Value condition = node.settled(node.input(1));
    if (condition.type().dtype() != DType.BOOL || condition.shape().rank() != 1) {
      throw new OpException(Code.E205, "condition is " + condition.type() + ", bool of one axis is needed");
    }
    int length = Math.min(condition.shape().dim(0), data.shape().dim(axis));
    Value fitting = length == condition.shape().dim(0)
        ? condition : node.step("fitting", new Slice(List.of(0), List.of(1), Shape.of(length)), condition);
    return node.result(new Gather(axis), data, trueIndices(node, fitting));
  }

  /** NonMaxSuppression: rows of batch, class and box. */
  static Value nonMaxSuppression(NodeContext node) {
    int limit = node.has(2) ? (int) Constants.real(node.constant(2, LIMIT), LIMIT) : 0;
    int centred = node.attributes().integer("center_point_box", 0);
    if (limit < 0 || centred < 0 || centred > 1) {
      throw new OpException(Code.E203, LIMIT + " is " + limit + ", center_point_box " + centred);
    }
    Value rows = node.result(
        new NonMaxSuppression(centred == 1, limit), node.input(0), node.input(1), threshold(node, 3, "most_overlap", 0),
        threshold(node, 4, "least_score", -Float.MAX_VALUE));
    if (rows.type().elements() == 0) {
      return rows;
    }
    Value batches = node.step("batches", new Slice(List.of(0, 0), List.of(1, 1), Shape.of(rows.shape().dim(0), 1)), rows);
    Value taken = node.step("taken", new Compare(Compare.Kind.LESS), Integers.constant(node, "none", -1), batches);
    return node.counted(rows, 0, node.step("count", new CountTrue(), taken));
  }

  private static Value threshold(NodeContext node, int input, String name, float otherwise) {
    return node.has(input)
        ? node.step(name, new Reshape(Shape.of(1)), node.input(input))
        : node.constantStep(name, Tensor.f32(Shape.of(1), otherwise));
  }
}
