package org.modelc.onnx.translate;

import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.problem.Code;

/** Constant operands of convolutions and matrix products. */
final class Weights {
  private Weights() {}

  /**
   * Weights as the IR keeps them: F32, or S8 quantised symmetrically with one scale or one for each output channel. Other quantisations are
   * dequantised, with a warning.
   *
   * @param outputAxis the axis of the output channels
   */
  static Tensor symmetric(NodeContext node, Tensor weights, int outputAxis) {
    if (!weights.type().isQuantised()) {
      requireFloat(weights, "weights");
      return weights;
    }
    Quant quant = weights.type().requireQuant();
    boolean byOutput = quant.isPerTensor() || quant.axis() == outputAxis;
    if (weights.type().dtype() == DType.S8 && quant.isSymmetric() && byOutput) {
      return weights;
    }
    node.warn(Code.W301, "its weights are not quantised symmetrically by output channel to 8 bits and will be quantised anew.");
    return weights.toF32();
  }

  /** A bias of one element for each of {@code outputs} channels; zeros if input {@code index} is omitted. */
  static Value bias(NodeContext node, int index, int outputs) {
    if (!node.has(index)) {
      return zeroBias(node, outputs);
    }
    Tensor bias = node.constant(index, "bias");
    if (!bias.shape().equals(Shape.of(outputs))) {
      throw new OpException(Code.E204, "bias has shape " + bias.shape() + ", " + outputs + " is needed");
    }
    return usableBias(node, node.input(index));
  }

  static Value zeroBias(NodeContext node, int outputs) {
    return node.constantStep("zero_bias", Constants.zeros(outputs));
  }

  /** S32 with scales stays as it is; other quantised constants become floats. */
  static Value usableBias(NodeContext node, Value bias) {
    if (bias.type().isQuantised()) {
      return bias.type().dtype() == DType.S32 ? bias : node.real(bias);
    }
    requireFloat(bias.requireConstant(), "bias");
    return bias;
  }

  /** {@code bias} with all its elements along one axis. */
  static Value flattened(NodeContext node, Value bias) {
    return bias.shape().rank() == 1 ? bias : node.step("bias", new Reshape(new Shape(List.of(bias.shape().elements()))), bias);
  }

  private static void requireFloat(Tensor tensor, String what) {
    if (tensor.type().dtype() != DType.F32) {
      throw new OpException(Code.E205, what + " have type " + tensor.type() + ", f32 or quantised int8 is needed");
    }
  }
}
