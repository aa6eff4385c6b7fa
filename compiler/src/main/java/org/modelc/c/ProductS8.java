package org.modelc.c;

import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.TensorType;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;

/** Product or quotient of two operands less their zero points, requantised ({@code modelc_product_s8}). */
public record ProductS8(int zeroPointA, int zeroPointB, int multiplier, OutputS8 output) {

  /** @param binary MUL or DIV */
  static ProductS8 of(Binary binary, Node node) {
    TensorType a = node.input(0).type();
    TensorType b = node.input(1).type();
    TensorType output = node.output().type();
    return of(node, binary.clamp(), binary.kind() == Binary.Kind.DIV
        ? binary.quotientScaling(a, b, output).scaling()
        : binary.productScaling(a, b, output));
  }

  /** Of a sum of products. */
  static ProductS8 of(Node node) {
    Quant a = node.input(0).type().requireQuant();
    Quant b = node.input(1).type().requireQuant();
    return of(node, Clamp.NONE, Requantisation.ofProduct(a, b, node.output().type().requireQuant()));
  }

  private static ProductS8 of(Node node, Clamp clamp, Requantisation scaling) {
    return new ProductS8(
        node.input(0).type().requireQuant().zeroPoint(), node.input(1).type().requireQuant().zeroPoint(), scaling.multiplier(),
        OutputS8.of(node.output().type(), clamp));
  }
}
