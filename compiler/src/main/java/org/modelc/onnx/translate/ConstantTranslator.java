package org.modelc.onnx.translate;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.onnx.model.ElementType;
import org.modelc.op.Cast;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** Operators whose result is known at compile time, and conversions between element types. */
final class ConstantTranslator {
  private ConstantTranslator() {}

  /** Constant: one of several attributes holds the value. */
  static Value constant(NodeContext node) {
    Optional<TensorProto> tensor = node.attributes().tensor("value");
    return node.result(tensor.map(node.decoder()::decode)
        .or(() -> node.attributes().real("value_float").map(Constants::scalar))
        .or(() -> node.attributes().reals("value_floats").map(Constants::floats))
        .or(() -> node.attributes().whole("value_int").map(whole -> wholes(Shape.SCALAR, List.of(whole))))
        .or(() -> node.attributes().wholes("value_ints").map(wholes -> wholes(Shape.of(wholes.size()), wholes)))
        .orElseThrow(() -> new OpException(Code.E205, "the value is a string or sparse tensor; dense numbers are supported")));
  }

  private static Tensor wholes(Shape shape, List<Long> values) {
    return Tensor.of(TensorType.of(DType.S64, shape), values.stream().mapToLong(Long::longValue).toArray());
  }

  /** Shape: all or a part of the dimensions. */
  static Value shape(NodeContext node) {
    Shape shape = node.input(0).shape();
    int rank = shape.rank();
    int start = boundary(node.attributes().integer("start", 0), rank);
    int end = boundary(node.attributes().integer("end", rank), rank);
    return node.result(Constants.integers(shape.dims().subList(start, Math.max(start, end))));
  }

  private static int boundary(int axis, int rank) {
    return Math.max(0, Math.min(axis < 0 ? axis + rank : axis, rank));
  }

  static Value size(NodeContext node) {
    return node.result(wholes(Shape.SCALAR, List.of((long) node.input(0).shape().elements())));
  }

  static Value constantOfShape(NodeContext node) {
    Tensor value = node.attributes().tensor("value").map(node.decoder()::decode).orElseGet(() -> Constants.zeros(1));
    if (value.elements() != 1) {
      throw new OpException(Code.E203, "attribute \"value\" has " + value.elements() + " elements, must have one");
    }
    Shape shape = ConstantBroadcast.shape(Constants.integers(node.constant(0, "input"), "input"));
    return node.result(ConstantBroadcast.to(value.reshape(Shape.SCALAR), shape));
  }

  /** Expand: of constants, and where it changes nothing. */
  static Value expand(NodeContext node) {
    Value x = node.real(node.input(0));
    Shape wanted = ConstantBroadcast.shape(Constants.integers(node.constant(1, "shape"), "shape"));
    Shape shape = ConstantBroadcast.common(x.shape(), wanted);
    if (shape.equals(x.shape())) {
      return x;
    }
    return node.result(ConstantBroadcast.to(node.constant(0, "input"), shape));
  }

  /** Range of integers or floats. */
  static Value range(NodeContext node) {
    node.attributes().ignore("stash_type");
    DType dtype = node.constant(0, "start").type().dtype();
    double start = Constants.real(node.constant(0, "start"), "start");
    double step = Constants.real(node.constant(2, "delta"), "delta");
    double count = Math.ceil((Constants.real(node.constant(1, "limit"), "limit") - start) / step);
    Shape shape = ConstantBroadcast.shape(List.of((int) Math.max(0, count)));
    if (dtype == DType.F32) {
      float[] values = new float[shape.elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (start + i * step);
      }
      return node.result(Tensor.of(TensorType.f32(shape), values));
    }
    return node.result(Tensor.ofIntegers(
        TensorType.of(dtype, shape), IntStream.range(0, shape.elements()).mapToLong(i -> (long) (start + i * step)).toArray()));
  }

  /** Where: elements of X where the condition holds, else of Y; constants only. */
  static Value where(NodeContext node) {
    Tensor condition = node.constant(0, "condition");
    Tensor x = node.constant(1, "X");
    Tensor y = node.constant(2, "Y");
    Shape shape = ConstantBroadcast.common(condition.shape(), ConstantBroadcast.common(x.shape(), y.shape()));
    Tensor chosen = ConstantBroadcast.to(condition, shape);
    return node.result(ConstantBroadcast.select(
        index -> chosen.integer(index) != 0, ConstantBroadcast.to(x, shape), ConstantBroadcast.to(y, shape)));
  }

  /** Equal: of constants. */
  static Value equal(NodeContext node) {
    Tensor a = node.constant(0, "A");
    Tensor b = node.constant(1, "B");
    Shape shape = ConstantBroadcast.common(a.shape(), b.shape());
    Tensor left = ConstantBroadcast.to(a, shape);
    Tensor right = ConstantBroadcast.to(b, shape);
    byte[] equal = new byte[shape.elements()];
    IntStream.range(0, equal.length).forEach(i -> equal[i] = (byte) (left.real(i) == right.real(i) ? 1 : 0));
    return node.result(Tensor.of(TensorType.of(DType.BOOL, shape), equal));
  }

  static Value cast(NodeContext node) {
    node.attributes().ignore("saturate", "round_mode");
    int to = node.attributes().integer("to").orElseThrow(() -> new OpException(Code.E203, "attribute \"to\" is missing"));
    return castTo(node, ElementType.require(to));
  }

  static Value castLike(NodeContext node) {
    node.attributes().ignore("saturate", "round_mode");
    return castTo(node, node.real(node.input(1)).type().dtype());
  }

  private static Value castTo(NodeContext node, DType dtype) {
    Value x = node.real(node.input(0));
    return x.type().dtype() == dtype ? x : node.result(new Cast(dtype), x);
  }
}
