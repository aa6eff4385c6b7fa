package org.modelc.c;

import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.op.Binary;

/** Product of two bytes less their zero points, requantised ({@code modelc_product_s8}). */
public record ProductS8(int zeroPointA, int zeroPointB, int multiplier, OutputS8 output) {

  /** @param binary MUL */
  static ProductS8 of(Binary binary, Node node) {
    TensorType a = node.input(0).type();
    TensorType b = node.input(1).type();
    Requantisation scaling = binary.productScaling(a, b, node.output().type());
    OutputS8 output = OutputS8.of(node.output().type(), binary.clamp());
    return new ProductS8(a.requireQuant().zeroPoint(), b.requireQuant().zeroPoint(), scaling.multiplier(), output);
  }
}
