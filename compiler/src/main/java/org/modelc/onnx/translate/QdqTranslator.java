package org.modelc.onnx.translate;

import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.onnx.model.ElementType;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/** QuantizeLinear and DequantizeLinear: inputs x, scale, optional zero point. */
final class QdqTranslator {
  private QdqTranslator() {}

  static Value quantise(NodeContext node) {
    node.attributes().ignore("saturate", "precision");
    if (ComputedQuantisation.isNeeded(node, 1, 2)) {
      return ComputedQuantisation.quantise(node);
    }
    Optional<Tensor> zeroPoint = zeroPoint(node);
    Value x = node.input(0);
    Quant quant = quant(node, x, zeroPoint);
    if (!x.isConstant() && !quant.isPerTensor()) {
      throw new OpException(Code.E203, "quantises activations by channel; one scale is supported");
    }
    return Quantisation.quantised(node, x, dtype(node, zeroPoint), quant);
  }

  private static DType dtype(NodeContext node, Optional<Tensor> zeroPoint) {
    int declared = node.attributes().integer("output_dtype", 0);
    return zeroPoint.map(tensor -> tensor.type().dtype()).orElseGet(() -> declared == 0 ? DType.U8 : ElementType.require(declared));
  }

  static Value dequantise(NodeContext node) {
    node.attributes().ignore("output_dtype");
    Value x = node.input(0);
    boolean plainShorts = x.type().dtype() == DType.S16 && !x.isConstant() && !x.type().isQuantised();
    if (plainShorts || ComputedQuantisation.isNeeded(node, 1, 2)) {
      return ComputedQuantisation.dequantise(node);
    }
    Optional<Tensor> zeroPoint = zeroPoint(node);
    if (zeroPoint.isPresent() && zeroPoint.get().type().dtype() != x.type().dtype()) {
      throw new OpException(Code.E205, "x has type " + x.type() + ", its zero point " + zeroPoint.get().type());
    }
    return Quantisation.dequantised(node, x, quant(node, x, zeroPoint));
  }

  private static Quant quant(NodeContext node, Value x, Optional<Tensor> zeroPoint) {
    int axis = node.attributes().integer("axis", 1);
    return Quantisation.read(node.constant(1, "scale"), zeroPoint, axis, x.shape());
  }

  private static Optional<Tensor> zeroPoint(NodeContext node) {
    return node.has(2) ? Optional.of(node.constant(2, "zero_point")) : Optional.empty();
  }
}
