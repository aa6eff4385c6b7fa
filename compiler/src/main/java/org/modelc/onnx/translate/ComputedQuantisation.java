package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.arithmetic.IntegerRange;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.onnx.model.ElementType;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Gather;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/**
 * Quantisation by scales that are computed at run time, by block, or to 16 bits: plain arithmetic on floats and integers, which the integer
 * kernels have no part in.
 */
final class ComputedQuantisation {
  /** Products of bytes of which fewer are added stay exact in floats. */
  private static final int EXACT_PRODUCTS = (1 << 24) / (255 * 255);

  private ComputedQuantisation() {}

  /** Whether the scale and zero point at these inputs are beyond what integers with constant scales can express. */
  static boolean isNeeded(NodeContext node, int scale, int zeroPoint) {
    boolean computed = !node.input(scale).isConstant() || node.optional(zeroPoint).filter(value -> !value.isConstant()).isPresent();
    boolean wide = node.optional(zeroPoint).filter(value -> value.type().dtype().bytes() == 2).isPresent();
    return computed || wide && !isSymmetricShort(node.input(scale), node.optional(zeroPoint).get()) || node.attributes().integer("block_size", 0) != 0;
  }

  private static boolean isSymmetricShort(Value scale, Value zeroPoint) {
    return scale.type().elements() == 1 && zeroPoint.type().dtype() == DType.S16
        && zeroPoint.constant().filter(zeros -> zeros.elements() == 1 && zeros.integer(0) == 0).isPresent();
  }

  static Value quantise(NodeContext node) {
    Value x = node.input(0);
    int declared = node.attributes().integer("output_dtype", 0);
    DType dtype = node.optional(2).map(value -> value.type().dtype())
        .orElseGet(() -> declared == 0 ? DType.U8 : ElementType.require(declared));
    return quantise(node, x, alongAxis(node, x, node.input(1)), node.optional(2).map(value -> alongAxis(node, x, value)), dtype);
  }

  /** {@code round(x / scale) + zero point} within the type's range. */
  private static Value quantise(NodeContext node, Value x, Value scale, Optional<Value> zeroPoint, DType dtype) {
    Value steps = node.step("steps", op(Binary.Kind.DIV), x, scale);
    Value rounded = node.step("rounded", Unary.of(Unary.Kind.ROUND), steps);
    Value shifted = zeroPoint.isPresent()
        ? node.step("shifted", op(Binary.Kind.ADD), rounded, Casts.to(node, DType.F32, zeroPoint.get()))
        : rounded;
    IntegerRange range = IntegerRange.of(dtype);
    Value inside = node.step("inside", new Clip(new Clamp(range.min(), range.max())), shifted);
    return Casts.result(node, dtype, inside);
  }

  static Value dequantise(NodeContext node) {
    Value x = node.input(0);
    Value scale = alongAxis(node, x, node.input(1));
    Value centred = centred(node, x, node.optional(2).map(value -> alongAxis(node, x, value)));
    return node.result(op(Binary.Kind.MUL), centred, scale);
  }

  private static Value centred(NodeContext node, Value x, Optional<Value> zeroPoint) {
    Value numbers = Casts.to(node, DType.F32, x);
    return zeroPoint.isPresent()
        ? node.step("centred", op(Binary.Kind.SUB), numbers, Casts.to(node, DType.F32, zeroPoint.get()))
        : numbers;
  }

  /** One number for all, one for each place along the axis, or one for each block. */
  private static Value alongAxis(NodeContext node, Value x, Value parameter) {
    int given = node.attributes().integer("axis", 1);
    int block = node.attributes().integer("block_size", 0);
    if (parameter.shape().elements() == 1) {
      return node.step("scalar", new Reshape(Shape.SCALAR), parameter);
    }
    int axis = NodeContext.axis(given, x.shape().rank());
    if (block > 0) {
      int[] blocks = IntStream.range(0, x.shape().dim(axis)).map(i -> i / block).toArray();
      Tensor indices = Tensor.of(TensorType.of(DType.S32, Shape.of(blocks.length)), blocks);
      return node.step("blocks", new Gather(axis), parameter, node.constantStep("block_of", indices));
    }
    if (parameter.shape().elements() != x.shape().dim(axis)) {
      throw new OpException(Code.E204, "scales of shape " + parameter.shape() + " do not fit axis " + axis + " of " + x.shape());
    }
    List<Integer> dims = new ArrayList<>(Collections.nCopies(x.shape().rank(), 1));
    dims.set(axis, x.shape().dim(axis));
    return node.step("along_axis", new Reshape(new Shape(dims)), parameter);
  }

  /** DynamicQuantizeLinear: the range of the input and 0 in 255 steps. */
  static List<Value> dynamic(NodeContext node) {
    Value x = node.input(0);
    List<Integer> all = IntStream.range(0, x.shape().rank()).boxed().toList();
    Value zero = node.constantStep("zero", Constants.scalar(0));
    Value high = node.step("high", op(Binary.Kind.MAX), node.step("largest", new Reduce(Reduce.Kind.MAX, all, false), x), zero);
    Value low = node.step("low", op(Binary.Kind.MIN), node.step("smallest", new Reduce(Reduce.Kind.MIN, all, false), x), zero);
    Value range = node.step("range", op(Binary.Kind.SUB), high, low);
    Value scale = node.step("scale", op(Binary.Kind.DIV), range, node.constantStep("steps_in_range", Constants.scalar(255)));
    Value ratio = node.step("low_steps", op(Binary.Kind.DIV), low, scale);
    Value bounded = node.step("zero_bounded", new Clip(new Clamp(0, 255)), node.step("zero_real", op(Binary.Kind.SUB), zero, ratio));
    Value zeroPoint = Casts.to(node, DType.U8, node.step("zero_rounded", Unary.of(Unary.Kind.ROUND), bounded));
    return List.of(quantise(node, x, scale, Optional.of(zeroPoint), DType.U8), scale, zeroPoint);
  }

  /** QLinearMatMul: inputs a, scale, zero point, b, scale, zero point, scale and zero point of the result. */
  static Value matMul(NodeContext node) {
    Value a = scaled(node, node.input(0), node.input(1), node.input(2));
    Value b = scaled(node, node.input(3), node.input(4), node.input(5));
    Value product = MatMulTranslator.general(node.inner("product", List.of()), a, b);
    return quantise(node, product, node.input(6), node.optional(7), node.input(7).type().dtype());
  }

  /** QLinearConv: inputs as those of QLinearMatMul, and a bias. Scales of the weights may be by output channel. */
  static Value conv(NodeContext node) {
    Value x = scaled(node, node.input(0), node.input(1), node.input(2));
    Value weights = node.input(3);
    List<Integer> dims = new ArrayList<>(Collections.nCopies(weights.shape().rank(), 1));
    dims.set(0, node.input(4).shape().elements());
    Shape byChannel = new Shape(dims);
    Value filters = scaled(
        node, weights, node.step("filter_scale", new Reshape(byChannel), node.input(4)),
        node.step("filter_zero", new Reshape(byChannel), node.input(5)));
    List<Optional<Value>> operands = new ArrayList<>(List.of(Optional.of(x), Optional.of(filters)));
    if (node.has(8)) {
      Value scale = node.step("bias_scale", op(Binary.Kind.MUL), node.input(1), node.input(4));
      operands.add(Optional.of(node.step("bias", op(Binary.Kind.MUL), Casts.to(node, DType.F32, node.input(8)), scale)));
    }
    Value sums = ConvTranslator.translate(node.inner("sums", operands));
    return quantise(node, sums, node.input(6), node.optional(7), node.input(7).type().dtype());
  }

  private static Value scaled(NodeContext node, Value x, Value scale, Value zeroPoint) {
    return node.step("real", op(Binary.Kind.MUL), centred(node, x, Optional.of(zeroPoint)), scale);
  }

  /** MatMulInteger: s32 products of bytes less their zero points, in floats that are exact. */
  static Value integerMatMul(NodeContext node) {
    requireExact(node.input(0).shape().rank() == 0 ? 0 : node.input(0).shape().dim(-1));
    Value a = centred(node, node.input(0), node.optional(2).map(zero -> rowwise(node, zero)));
    Value b = centred(node, node.input(1), node.optional(3));
    Value product = MatMulTranslator.general(node.inner("product", List.of()), a, b);
    return Casts.result(node, DType.S32, product);
  }

  private static Value rowwise(NodeContext node, Value zero) {
    return zero.shape().rank() == 1 && zero.shape().elements() > 1
        ? node.step("rows", new Reshape(Shape.of(zero.shape().elements(), 1)), zero)
        : zero;
  }

  /** ConvInteger: as MatMulInteger. */
  static Value integerConv(NodeContext node) {
    Shape weights = node.input(1).shape();
    requireExact(weights.elements() / Math.max(1, weights.dim(0)));
    Value x = centred(node, node.input(0), node.optional(2).map(zero -> node.step("x_zero", new Reshape(Shape.SCALAR), zero)));
    Value filters = centred(node, node.input(1), node.optional(3).map(zero -> byChannel(node, zero, weights)));
    Value sums = ConvTranslator.translate(node.inner("sums", List.of(Optional.of(x), Optional.of(filters))));
    return Casts.result(node, DType.S32, sums);
  }

  private static Value byChannel(NodeContext node, Value zero, Shape weights) {
    List<Integer> dims = new ArrayList<>(Collections.nCopies(weights.rank(), 1));
    dims.set(0, zero.shape().elements());
    return node.step("w_zero", new Reshape(new Shape(dims)), zero);
  }

  private static void requireExact(int products) {
    if (products > EXACT_PRODUCTS) {
      throw new OpException(
          Code.E203, "adds " + products + " products of bytes, " + EXACT_PRODUCTS + " are supported; use QLinear operators or QDQ");
    }
  }

  private static Binary op(Binary.Kind kind) {
    return ArithmeticTranslator.operator(kind);
  }
}
