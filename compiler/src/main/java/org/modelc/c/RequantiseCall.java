package org.modelc.c;

import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;

/** Parameters of {@code modelc_requantise_<from>_<to>}, where one of the types is S16. */
public record RequantiseCall(String kernel, int count, int inputZeroPoint, int multiplier, OutputS8 output) implements Call {

  /** @param clamp bounds of the result */
  public static RequantiseCall of(Clamp clamp, Node node) {
    TensorType input = node.input(0).type();
    TensorType output = node.output().type();
    return new RequantiseCall(
        "modelc_requantise_" + input.dtype().text() + "_" + output.dtype().text(),
        output.elements(),
        input.requireQuant().zeroPoint(),
        Requantisation.ofMean(input.requireQuant(), output.requireQuant(), 1).multiplier(),
        OutputS8.of(output, clamp));
  }
}
