package org.modelc.c;

import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.TensorType;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;

/** Product of two bytes less their zero points, requantised ({@code modelc_product_s8}). */
public record ProductS8(int zeroPointA, int zeroPointB, int multiplier, OutputS8 output) {

  /** @param binary MUL */
  static ProductS8 of(Binary binary, Node node) {
    return of(node, binary.clamp());
  }

  /** Of a sum of products. */
  static ProductS8 of(Node node) {
    return of(node, Clamp.NONE);
  }

  private static ProductS8 of(Node node, Clamp clamp) {
    Quant a = node.input(0).type().requireQuant();
    Quant b = node.input(1).type().requireQuant();
    TensorType output = node.output().type();
    Requantisation scaling = Requantisation.ofProduct(a, b, output.requireQuant());
    return new ProductS8(a.zeroPoint(), b.zeroPoint(), scaling.multiplier(), OutputS8.of(output, clamp));
  }
}
