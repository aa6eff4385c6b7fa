package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.TensorType;

/** Parameters of {@code modelc_quantise_<dtype>} and {@code modelc_dequantise_<dtype>}. */
public record QuantiseCall(String kernel, int count, String scale, int zeroPoint) implements Call {

  public static QuantiseCall quantise(Node node) {
    return of("modelc_quantise_", node.output().type());
  }

  public static QuantiseCall dequantise(Node node) {
    return of("modelc_dequantise_", node.input(0).type());
  }

  private static QuantiseCall of(String kernel, TensorType quantised) {
    Quant quant = quantised.requireQuant();
    return new QuantiseCall(kernel + quantised.dtype().text(), quantised.elements(), FloatLiteral.of(quant.scale()), quant.zeroPoint());
  }
}
