package org.modelc.c;

import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.op.Binary;

/** Product of two bytes less their zero points, requantised ({@code modelc_product_s8}). */
public record ProductS8(int zeroPointA, int zeroPointB, int multiplier, OutputS8 output) {

  /** @param binary MUL */
  static ProductS8 of(Binary binary, Node node) {
    Quant a = node.input(0).type().requireQuant();
    Quant b = node.input(1).type().requireQuant();
    Requantisation scaling = Requantisation.ofProduct(a, b, node.output().type().requireQuant());
    return new ProductS8(
        a.zeroPoint(), b.zeroPoint(), scaling.multiplier(), OutputS8.of(node.output().type(), binary.clamp()));
  }
}
