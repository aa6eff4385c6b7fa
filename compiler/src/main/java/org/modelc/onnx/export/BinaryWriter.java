package org.modelc.onnx.export;

import java.util.List;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.reference.Transposition;

/** Arithmetic on two tensors. */
final class BinaryWriter {
  private static final int MAP_RANK = 4;

  private BinaryWriter() {}

  static void write(NodeWriter node) {
    Binary binary = (Binary) node.node().op();
    Layout layout = isOfMaps(node) ? node.layout() : Layout.PLAIN;
    List<String> operands = node.indices().mapToObj(index -> operand(node, index, layout)).toList();
    if (binary.kind() == Binary.Kind.REMAINDER) {
      node.result(layout, binary.clamp(), type(binary.kind()), operands, Protos.flag("fmod", true));
    } else {
      node.result(layout, binary.clamp(), type(binary.kind()), operands);
    }
  }

  private static boolean isOfMaps(NodeWriter node) {
    return node.node().output().shape().rank() == MAP_RANK
        && node.node().inputs().stream().allMatch(input -> input.isConstant() || input.shape().rank() == MAP_RANK);
  }

  /** A constant of lower rank gets all axes before it becomes channels-first, as broadcasting goes by the last ones. */
  private static String operand(NodeWriter node, int index, Layout layout) {
    Value operand = node.input(index);
    if (layout == Layout.PLAIN || operand.shape().rank() == MAP_RANK) {
      return node.real(index, layout);
    }
    return node.constant(operand.name() + "_nchw", Transposition.apply(aligned(operand.requireConstant()), Layout.TO_CHANNELS_FIRST));
  }

  private static Tensor aligned(Tensor constant) {
    int added = MAP_RANK - constant.shape().rank();
    TensorType type = constant.type().withShape(constant.shape().alignedTo(MAP_RANK));
    return constant.withType(new TensorType(type.dtype(), type.shape(), type.quant().map(quant -> moved(quant, added))));
  }

  private static Quant moved(Quant quant, int axes) {
    return quant.isPerTensor() ? quant : new Quant(quant.scales(), quant.zeroPoints(), quant.axis() + axes);
  }

  private static String type(Binary.Kind kind) {
    return switch (kind) {
      case ADD -> "Add";
      case SUB -> "Sub";
      case MUL -> "Mul";
      case DIV -> "Div";
      case MIN -> "Min";
      case MAX -> "Max";
      case POW -> "Pow";
      case REMAINDER -> "Mod";
      case MOD -> throw new NoOnnxFormException("floats have a modulus with the divisor's sign only from opset 28 on");
    };
  }
}
