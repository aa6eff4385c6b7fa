package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Dequantise;
import org.modelc.op.OpException;
import org.modelc.op.Quantise;
import org.modelc.problem.Code;

/** Scale and zero point operands, and the steps between ONNX's plain integers and the IR's quantised types. */
final class Quantisation {
  private Quantisation() {}

  /**
   * The quantisation that two constants describe: per tensor if the scale has one element, else along {@code axis}.
   *
   * @param zeroPoint zeros if absent
   * @param shape of the quantised tensor
   */
  static Quant read(Tensor scale, Optional<Tensor> zeroPoint, int axis, Shape shape) {
    List<Float> scales = scales(scale);
    List<Integer> zeroPoints = zeroPoint.map(Quantisation::zeroPoints).orElse(List.of(0));
    if (zeroPoints.size() == 1) {
      zeroPoints = Collections.nCopies(scales.size(), zeroPoints.get(0));
    }
    if (zeroPoints.size() != scales.size()) {
      throw new OpException(Code.E204, "has " + scales.size() + " scales and " + zeroPoints.size() + " zero points");
    }
    if (scales.size() == 1) {
      return Quant.perTensor(scales.get(0), zeroPoints.get(0));
    }
    int positive = NodeContext.axis(axis, shape.rank());
    if (scale.shape().rank() != 1 || scales.size() != shape.dim(positive)) {
      throw new OpException(
          Code.E203,
          "scales of shape " + scale.shape() + " for a tensor of shape " + shape + " are not one for each index of axis " + axis);
    }
    return new Quant(scales, zeroPoints, positive);
  }

  private static List<Float> scales(Tensor scale) {
    if (scale.type().dtype() != DType.F32) {
      throw new OpException(Code.E205, "scale has type " + scale.type() + ", f32 is needed");
    }
    List<Float> scales = new ArrayList<>();
    for (float value : scale.floats()) {
      if (!(value > 0) || Float.isInfinite(value)) {
        throw new OpException(Code.E203, "scale is " + value + ", must be positive and finite");
      }
      scales.add(value);
    }
    if (scales.isEmpty()) {
      throw new OpException(Code.E204, "scale has no elements");
    }
    return scales;
  }

  private static List<Integer> zeroPoints(Tensor zeroPoint) {
    return Constants.integers(zeroPoint, "zero_point");
  }

  /** {@code value}, plain integers in ONNX, as the reals they stand for: a quantised constant or the output of a Dequantise node. */
  static Value dequantised(NodeContext node, Value value, Quant quant) {
    if (value.isConstant()) {
      return node.result(constant(value.requireConstant(), quant));
    }
    requireQuantised(value, quant);
    return node.result(new Dequantise(), value);
  }

  /** A constant of S8, S16 or S32 whose type tells what its elements stand for; F32 where the IR has no such type. */
  static Tensor constant(Tensor integers, Quant quant) {
    TensorType type = integers.type().withQuant(quant);
    if (integers.type().isQuantised() || !integers.type().dtype().isInteger()) {
      throw new OpException(Code.E205, "dequantises " + integers.type() + ", integers are needed");
    }
    return switch (type.dtype()) {
      case S8 -> integers.withType(type);
      case U8 -> UnsignedTypes.signed(integers.withType(type));
      case S16, S32 -> quant.isSymmetric() ? integers.withType(type) : integers.withType(type).toF32();
      default -> integers.withType(type).toF32();
    };
  }

  private static void requireQuantised(Value value, Quant quant) {
    if (value.type().quant().isEmpty()) {
      throw new OpException(Code.E203, "dequantises " + value.type() + ", whose integers do not come from QuantizeLinear or a graph input");
    }
    if (!value.type().requireQuant().equals(quant)) {
      throw new OpException(
          Code.E203, "dequantises with " + text(quant) + " what was quantised with " + text(value.type().requireQuant()));
    }
  }

  private static String text(Quant quant) {
    return "scale " + quant.scales().get(0) + ", zero point " + quant.zeroPoints().get(0);
  }

  /** {@code x} as integers of ONNX's type {@code dtype}: plain integers if constant, else the output of a Quantise node. */
  static Value quantised(NodeContext node, Value x, DType dtype, Quant quant) {
    boolean wide = dtype == DType.S16 && quant.isSymmetric();
    if (dtype != DType.S8 && dtype != DType.U8 && !wide && !x.isConstant()) {
      throw new OpException(
          Code.E205, "quantises activations to " + dtype.text() + "; int8, uint8, and int16 with zero point 0 are supported");
    }
    Quantise quantise = new Quantise(dtype, quant);
    if (!x.isConstant()) {
      return node.result(quantise, x);
    }
    Tensor reals = x.requireConstant().toF32();
    Tensor integers = quantise.evaluate(List.of(reals), quantise.infer(List.of(reals.type()))).get(0);
    return node.result(integers.withType(TensorType.of(dtype, integers.shape())));
  }
}
