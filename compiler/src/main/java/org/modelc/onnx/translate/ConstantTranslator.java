package org.modelc.onnx.translate;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.onnx.model.ElementType;
import org.modelc.op.Binary;
import org.modelc.op.BitCast;
import org.modelc.op.Broadcasting;
import org.modelc.op.Concat;
import org.modelc.op.Expand;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Select;
import org.modelc.problem.Code;

/** Operators whose result is known at compile time, and conversions between element types. */
final class ConstantTranslator {
  private ConstantTranslator() {}

  /** Constant: one of several attributes holds the value. */
  static Value constant(NodeContext node) {
    Optional<TensorProto> tensor = node.attributes().tensor("value");
    return node.result(tensor.map(node.decoder()::decode).map(Constants::computed)
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
    int end = Math.max(start, boundary(node.attributes().integer("end", rank), rank));
    Optional<Lengths.Length> length = node.lengths().find(node.input(0)).filter(known -> known.axis() >= start && known.axis() < end);
    if (length.isEmpty()) {
      return node.result(Constants.integers(shape.dims().subList(start, end)));
    }
    int axis = length.get().axis();
    List<Value> parts = new ArrayList<>();
    addSizes(node, "before", shape.dims().subList(start, axis), parts);
    parts.add(length.get().count());
    addSizes(node, "behind", shape.dims().subList(axis + 1, end), parts);
    return node.result(new Concat(0), parts);
  }

  private static void addSizes(NodeContext node, String name, List<Integer> sizes, List<Value> parts) {
    if (!sizes.isEmpty()) {
      parts.add(node.constantStep(name, Constants.integers(sizes)));
    }
  }

  private static int boundary(int axis, int rank) {
    return Math.max(0, Math.min(axis < 0 ? axis + rank : axis, rank));
  }

  static Value size(NodeContext node) {
    Shape shape = node.input(0).shape();
    Optional<Lengths.Length> length = node.lengths().find(node.input(0));
    if (length.isEmpty()) {
      return node.result(wholes(Shape.SCALAR, List.of((long) shape.elements())));
    }
    int others = shape.withDim(length.get().axis(), 1).elements();
    Value count = node.step("count", new Reshape(Shape.SCALAR), length.get().count());
    return node.result(ArithmeticTranslator.operator(Binary.Kind.MUL), count, Integers.constant(node, "others", others));
  }

  static Value constantOfShape(NodeContext node) {
    Tensor value = node.attributes().tensor("value").map(node.decoder()::decode).map(Constants::computed).orElseGet(() -> Constants.zeros(1));
    if (value.elements() != 1) {
      throw new OpException(Code.E203, "attribute \"value\" has " + value.elements() + " elements, must have one");
    }
    Shape shape = ConstantBroadcast.shape(Constants.integers(node.constant(0, "input"), "input"));
    return node.result(ConstantBroadcast.to(value.reshape(Shape.SCALAR), shape));
  }

  /** Expand: the input where it changes nothing. */
  static Value expand(NodeContext node) {
    Value x = node.real(node.input(0));
    Shape wanted = ConstantBroadcast.shape(Constants.integers(node.constant(1, "shape"), "shape"));
    Shape shape = Broadcasting.of(x.shape(), wanted);
    return shape.equals(x.shape()) ? x : node.result(new Expand(shape), x);
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

  /** Where: elements of X where the condition holds, else of Y. */
  static Value where(NodeContext node) {
    return node.result(new Select(), node.input(0), node.real(node.input(1)), node.real(node.input(2)));
  }

  /** EyeLike: a constant, as shapes are static. */
  static Value eyeLike(NodeContext node) {
    if (node.input(0).shape().rank() != 2) {
      throw new OpException(Code.E204, "input has shape " + node.input(0).shape() + ", a matrix is needed");
    }
    int declared = node.attributes().integer("dtype", 0);
    DType dtype = declared == 0 ? node.input(0).type().dtype() : ElementType.require(declared);
    return RearrangeTranslator.eyeLike(node, Constants.computed(dtype));
  }

  /** BitCast: the bits as another type of the same size. */
  static Value bitCast(NodeContext node) {
    int to = node.attributes().integer("to").orElseThrow(() -> new OpException(Code.E203, "attribute \"to\" is missing"));
    return node.result(new BitCast(ElementType.require(to)), beforeRounding(node, node.input(0)));
  }

  /** The doubles that an input of the graph had before they were converted. */
  private static Value beforeRounding(NodeContext node, Value value) {
    return node.emitter().builder().producer(value)
        .filter(producer -> producer.input(0).type().dtype() == DType.F64)
        .map(producer -> producer.input(0))
        .orElse(value);
  }

  static Value cast(NodeContext node) {
    node.attributes().ignore("saturate", "round_mode");
    int to = node.attributes().integer("to").orElseThrow(() -> new OpException(Code.E203, "attribute \"to\" is missing"));
    return castTo(node, Constants.computed(ElementType.require(to)));
  }

  static Value castLike(NodeContext node) {
    node.attributes().ignore("saturate", "round_mode");
    return castTo(node, node.real(node.input(1)).type().dtype());
  }

  private static Value castTo(NodeContext node, DType dtype) {
    Value x = node.real(node.input(0));
    return x.type().dtype() == dtype ? x : Casts.result(node, dtype, x);
  }
}
