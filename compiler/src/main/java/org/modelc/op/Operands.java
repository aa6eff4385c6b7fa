package org.modelc.op;

import java.util.List;
import java.util.stream.Collectors;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;

/** Checks that operators make of their inputs' types. */
final class Operands {
  private Operands() {}

  static void requireCount(List<TensorType> inputs, int count) {
    if (inputs.size() != count) {
      throw new OpException(Code.E203, "has " + inputs.size() + " inputs, needs " + count);
    }
  }

  static void requireRank(Shape shape, int rank, String what) {
    if (shape.rank() != rank) {
      throw new OpException(Code.E204, what + " have shape " + shape + ", rank " + rank + " is needed");
    }
  }

  static void requireShape(Shape shape, Shape wanted, String what) {
    if (!shape.equals(wanted)) {
      throw new OpException(Code.E204, what + " has shape " + shape + ", " + wanted + " is needed");
    }
  }

  static void requireAxis(int axis, Shape shape) {
    if (axis < 0 || axis >= shape.rank()) {
      throw new OpException(Code.E203, "axis " + axis + " is outside the input's shape " + shape);
    }
  }

  static void requireBool(TensorType input) {
    if (input.dtype() != DType.BOOL) {
      throw new OpException(Code.E205, "input is " + input + ", bool is needed");
    }
  }

  /** F32, S64 that is not quantised, S8 with one scale, or S16 with one scale and zero point 0: what operators take that order elements. */
  static void requireRealOrLong(TensorType input) {
    boolean plain = !input.isQuantised() && (input.dtype() == DType.F32 || input.dtype() == DType.S64);
    if (!plain && !isComputedWith(input)) {
      throw new OpException(Code.E205, "input is " + input + "; f32, s64, s8 quantised per tensor, or s16 with one scale and zero point 0 is needed");
    }
  }

  /** F32, S8 that is quantised per tensor, or S16 with one scale and zero point 0: what arithmetic operators take. */
  static void requireReal(TensorType type, String what) {
    if (type.dtype() != DType.F32 && !isComputedWith(type)) {
      throw new OpException(Code.E205, what + ": f32, s8 quantised per tensor, or s16 with one scale and zero point 0 is needed, not " + type);
    }
  }

  /** F32, or S8 that is quantised per tensor: what operators take that work by table. */
  static void requireRealOrByte(TensorType type, String what) {
    if (type.dtype() != DType.F32 && (type.dtype() != DType.S8 || !isComputedWith(type))) {
      throw new OpException(Code.E205, what + ": f32 or s8 quantised per tensor is needed, not " + type);
    }
  }

  /** Whether kernels compute with integers of this type: S8 with one scale, S16 with one scale and zero point 0. */
  static boolean isComputedWith(TensorType type) {
    return type.quant().filter(Quant::isPerTensor)
        .filter(quant -> type.dtype() == DType.S8 || type.dtype() == DType.S16 && quant.isSymmetric()).isPresent();
  }

  /** Requires that operands which meet, element by element, are quantised alike or not at all. */
  static void requireOneQuantisation(List<TensorType> types) {
    TensorType first = types.get(0);
    if (!types.stream().allMatch(type -> type.equals(first.withShape(type.shape())))) {
      throw new OpException(Code.E205, "mixes element types " + types.stream().map(TensorType::toString).collect(Collectors.joining(" and ")));
    }
  }

  /** Elements whose order is the order of what they stand for. */
  static void requireOrdered(TensorType type, String what) {
    if (type.dtype() == DType.BOOL || !type.quant().map(Quant::isPerTensor).orElse(true)) {
      throw new OpException(Code.E205, what + ": numbers that are not quantised per channel are needed, not " + type);
    }
  }

  /** Types of a {@link WeightedOp}'s inputs: real activations; for integer activations, integer weights and bias. */
  static void requireWeighted(List<TensorType> inputs) {
    TensorType activations = inputs.get(WeightedOp.ACTIVATIONS);
    TensorType weights = inputs.get(WeightedOp.WEIGHTS);
    TensorType bias = inputs.get(WeightedOp.BIAS);
    requireReal(activations, "activations");
    if (activations.isQuantised()) {
      requireIntegerWeights(weights, bias);
    } else {
      requireFloats(weights, "weights");
      requireFloats(bias, "bias");
    }
  }

  private static void requireIntegerWeights(TensorType weights, TensorType bias) {
    boolean symmetric = weights.quant().map(Quant::isSymmetric).orElse(false);
    boolean byOutput = weights.quant().map(quant -> quant.isPerTensor() || quant.axis() == WeightedOp.OUTPUT_CHANNEL_AXIS).orElse(false);
    if (weights.dtype() != DType.S8 || !symmetric || !byOutput) {
      throw new OpException(Code.E205, "weights: s8 quantised symmetrically is needed with integer activations, not " + weights);
    }
    if (bias.dtype() != DType.S32) {
      throw new OpException(Code.E205, "bias: s32 is needed with integer activations, not " + bias);
    }
  }

  /** F32, or a quantised constant that stands for floats. */
  private static void requireFloats(TensorType type, String what) {
    if (type.dtype() != DType.F32 && !type.isQuantised()) {
      throw new OpException(Code.E205, what + ": f32 is needed with f32 activations, not " + type);
    }
  }

  /** Requires one attribute value for each axis of {@code shape}. */
  static void requirePerAxis(List<Integer> values, Shape shape, String what) {
    if (values.size() != shape.rank()) {
      throw new OpException(Code.E203, "has " + values.size() + " " + what + " for the " + shape.rank() + " axes of " + shape);
    }
  }

  /** Requires that the tensor has one scale, or none, as the operator cannot tell what becomes of scales by channel. */
  static void requireOneScale(TensorType type) {
    if (type.quant().filter(quant -> !quant.isPerTensor()).isPresent()) {
      throw new OpException(Code.E205, type + " has scales by channel, which this operator does not take");
    }
  }

  /** Requires that scales by channel are as many as the axis has elements. */
  static void requireScalesFit(Quant quant, Shape shape) {
    if (!quant.isPerTensor() && (quant.axis() >= shape.rank() || shape.dim(quant.axis()) != quant.scales().size())) {
      throw new OpException(Code.E204, quant.scales().size() + " scales along axis " + quant.axis() + " do not fit shape " + shape);
    }
  }

  /**
   * The element type in which an operator over these operands works: the one they share, or F32 where floats meet quantised constants.
   *
   * @throws OpException if the types differ otherwise
   */
  static DType commonDType(List<TensorType> types) {
    TensorType first = types.get(0);
    if (types.stream().allMatch(type -> type.dtype() == first.dtype() && type.isQuantised() == first.isQuantised())) {
      return first.dtype();
    }
    if (!types.stream().allMatch(Operands::isReal) || types.stream().noneMatch(type -> type.dtype().isFloat())) {
      String texts = types.stream().map(TensorType::toString).collect(Collectors.joining(", "));
      throw new OpException(Code.E205, "mixes element types: " + texts);
    }
    return DType.F32;
  }

  /** Requires that there is C code for the node's types. */
  static void requireKernel(boolean exists, Node node) {
    if (!exists) {
      throw new OpException(Code.E202, node.op().name() + " from " + node.inputTypes() + " to " + node.outputTypes() + " has no kernel");
    }
  }

  /** Requires, before C is made, that no float meets quantised integers but in constants. */
  static void requireOneStorage(Node node) {
    boolean floats = node.output().type().dtype().isFloat();
    requireKernel(node.inputs().stream().allMatch(input -> input.isConstant() || input.type().dtype().isFloat() == floats), node);
  }

  /** Whether the elements stand for real numbers: floats or quantised integers. */
  static boolean isReal(TensorType type) {
    return type.dtype().isFloat() || type.isQuantised();
  }
}
