package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** Reads and makes constant tensors. */
final class Constants {
  private Constants() {}

  /** All elements of a tensor of integers. */
  static List<Integer> integers(Tensor tensor, String what) {
    if (!tensor.type().dtype().isInteger() || tensor.type().isQuantised()) {
      throw new OpException(Code.E205, "input \"" + what + "\" has type " + tensor.type() + ", must hold integers");
    }
    List<Integer> integers = new ArrayList<>();
    for (int i = 0; i < tensor.elements(); i++) {
      long value = tensor.integer(i);
      integers.add((int) Math.max(Integer.MIN_VALUE, Math.min(value, Integer.MAX_VALUE)));
    }
    return integers;
  }

  /** The only element of a tensor, as a real number. */
  static double real(Tensor tensor, String what) {
    if (tensor.elements() != 1) {
      throw new OpException(Code.E203, "input \"" + what + "\" has shape " + tensor.shape() + ", must have one element");
    }
    return tensor.real(0);
  }

  static float scalar(Tensor tensor, String what) {
    return (float) real(tensor, what);
  }

  static Tensor zeros(int... dims) {
    return Tensor.zeros(TensorType.f32(Shape.of(dims)));
  }

  /** A one-dimensional S64 tensor. */
  static Tensor integers(List<Integer> values) {
    return Tensor.of(TensorType.of(DType.S64, Shape.of(values.size())), values.stream().mapToLong(Integer::longValue).toArray());
  }

  static Tensor scalar(float value) {
    return Tensor.f32(Shape.SCALAR, value);
  }

  /** A one-dimensional F32 tensor. */
  static Tensor floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return Tensor.f32(Shape.of(floats.length), floats);
  }

  /** The type in which modelc computes with elements of {@code dtype}: F32 for F64. */
  static DType computed(DType dtype) {
    return dtype == DType.F64 ? DType.F32 : dtype;
  }

  /** The tensor in the type in which modelc computes with it. */
  static Tensor computed(Tensor tensor) {
    return tensor.type().dtype() == DType.F64 ? tensor.toF32() : tensor;
  }

  /** {@code function} of every element, computed in double and rounded once. */
  static Tensor map(Tensor tensor, DoubleUnaryOperator function) {
    float[] results = new float[tensor.elements()];
    for (int i = 0; i < results.length; i++) {
      results[i] = (float) function.applyAsDouble(tensor.real(i));
    }
    return Tensor.f32(tensor.shape(), results);
  }

  /** Whether a float tensor holds neither NaN nor infinities. */
  static boolean isFinite(Tensor tensor) {
    for (float element : tensor.floats()) {
      if (!Float.isFinite(element)) {
        return false;
      }
    }
    return true;
  }
}
