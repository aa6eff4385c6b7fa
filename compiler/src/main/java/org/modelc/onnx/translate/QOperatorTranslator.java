package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/**
 * Operators over quantised integers, of ONNX and of ONNX Runtime: their operands are dequantised, the float operator is translated, its
 * result is quantised. Passes put the three together again.
 */
final class QOperatorTranslator {
  private QOperatorTranslator() {}

  /** An operator of inputs (x, scale, zero point, y scale, y zero point). */
  static Translator.OfOneOutput unary(Translator.OfOneOutput real) {
    return node -> {
      requireChannelsFirst(node);
      Value x = operand(node, 0, 1);
      return quantised(node, real.translate(node.inner("real", present(x))), 3, dtypeOf(node, 0));
    };
  }

  private static void requireChannelsFirst(NodeContext node) {
    if (node.attributes().flag("channels_last", false)) {
      throw new OpException(Code.E203, "channels_last is 1; only channels first is supported");
    }
  }

  /** QLinearAdd, QLinearMul: (a, scale, zero point, b, scale, zero point, y scale, y zero point). */
  static Translator.OfOneOutput binary(Translator.OfOneOutput real) {
    return node -> {
      NodeContext inner = node.inner("real", present(operand(node, 0, 1), operand(node, 3, 1)));
      return quantised(node, real.translate(inner), 6, dtypeOf(node, 0));
    };
  }

  /** QLinearMatMul: as {@link #binary}; b may have a scale for each column. */
  static Value matMul(NodeContext node) {
    if (hasComputedScales(node)) {
      return ComputedQuantisation.matMul(node);
    }
    NodeContext inner = node.inner("real", present(operand(node, 0, 0), operand(node, 3, 1)));
    return quantised(node, MatMulTranslator.translate(inner), 6, dtypeOf(node, 0));
  }

  /** QLinearConv: x and w as in {@link #binary}, then y scale, y zero point and an optional bias. */
  static Value conv(NodeContext node) {
    if (hasComputedScales(node)) {
      return ComputedQuantisation.conv(node);
    }
    Value x = operand(node, 0, 1);
    Value weights = operand(node, 3, 0);
    Optional<Value> bias = bias(node, 8, 1);
    NodeContext inner = node.inner("real", List.of(Optional.of(x), Optional.of(weights), bias));
    return quantised(node, ConvTranslator.translate(inner), 6, dtypeOf(node, 0));
  }

  private static boolean hasComputedScales(NodeContext node) {
    return IntStream.of(1, 2, 4, 5, 6, 7).anyMatch(index -> !node.input(index).isConstant());
  }

  /**
   * QGemm: (a, scale, zero point, b, scale, zero point, optional c, optional y scale, y zero point); without y scale the result is float.
   */
  static Value gemm(NodeContext node) {
    Value a = operand(node, 0, 1);
    Value b = operand(node, 3, node.attributes().flag("transB", false) ? 0 : 1);
    Optional<Value> c = bias(node, 6, node.attributes().real("alpha", 1));
    List<Optional<Value>> operands = List.of(Optional.of(a), Optional.of(b), c);
    if (!node.has(7)) {
      return GemmTranslator.translate(node.withInputs(operands));
    }
    return quantised(node, GemmTranslator.translate(node.inner("real", operands)), 7, dtypeOf(node, 0));
  }

  /** QLinearConcat: (y scale, y zero point, then data, scale and zero point of every operand). */
  static Value concat(NodeContext node) {
    List<Optional<Value>> operands = new ArrayList<>();
    for (QuantisedOperands operand : QuantisedOperands.of(node.node())) {
      operands.add(Optional.of(operand(node, operand.data(), 1)));
    }
    return quantised(node, MoveTranslator.concat(node.inner("real", operands)), 0, dtypeOf(node, 2));
  }

  /** QLinearSoftmax says in an attribute which opset's Softmax it is. */
  static Value softmax(NodeContext node) {
    return SoftmaxTranslator.softmax(node, node.attributes().integer("opset").orElseThrow(
        () -> new OpException(Code.E203, "attribute \"opset\" is missing")));
  }

  private static List<Optional<Value>> present(Value... values) {
    return Arrays.stream(values).map(Optional::of).toList();
  }

  private static DType dtypeOf(NodeContext node, int index) {
    return node.input(index).type().dtype();
  }

  /** The reals that operand {@code data} stands for. */
  private static Value operand(NodeContext node, int data, int axis) {
    Value value = node.input(data);
    QuantisedOperands indices = new QuantisedOperands(data);
    Quant quant = Quantisation.read(
        node.constant(indices.scale(), "scale"), zeroPoint(node, indices.zeroPoint()), axis, value.shape());
    return Quantisation.dequantised(node.before("input" + data), value, quant);
  }

  private static Optional<Tensor> zeroPoint(NodeContext node, int index) {
    return node.has(index) ? Optional.of(node.constant(index, "zero_point")) : Optional.empty();
  }

  private static Value quantised(NodeContext node, Value real, int scaleIndex, DType dtypeOfInput) {
    Optional<Tensor> zeroPoint = zeroPoint(node, scaleIndex + 1);
    Quant quant = Quantisation.read(node.constant(scaleIndex, "y_scale"), zeroPoint, 0, Shape.SCALAR);
    DType dtype = zeroPoint.map(tensor -> tensor.type().dtype()).orElse(dtypeOfInput);
    return Quantisation.quantised(node.after("quantise"), real, dtype, quant);
  }

  /** The S32 bias, whose scale is the product of x's and w's (and of {@code factor}). */
  private static Optional<Value> bias(NodeContext node, int index, float factor) {
    if (!node.has(index)) {
      return Optional.empty();
    }
    Tensor bias = node.constant(index, "bias");
    float activationScale = Constants.scalar(node.constant(1, "scale"), "scale");
    Tensor weightScales = Constants.map(node.constant(4, "scale"), scale -> (float) scale * activationScale * factor);
    int channelAxis = Math.max(0, bias.shape().rank() - 1);
    Quant quant = Quantisation.read(weightScales, Optional.empty(), channelAxis, bias.shape());
    if (bias.type().dtype() != DType.S32) {
      throw new OpException(Code.E205, "bias has type " + bias.type() + ", s32 is needed");
    }
    return Optional.of(node.constantStep("bias_quantised", bias.withType(TensorType.quantised(DType.S32, bias.shape(), quant))));
  }
}
