package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.op.Normalise;

/** Parameters of {@code modelc_normalise_f32}. */
public record NormaliseF32Call(
    String kernel, NormalisedRows rows, String epsilon, ConstArray scales, ConstArray biases) implements Call {

  public static NormaliseF32Call of(Normalise normalise, Node node, Lowering lowering) {
    return new NormaliseF32Call(
        "modelc_normalise_f32",
        NormalisedRows.of(normalise, node),
        FloatLiteral.of(normalise.epsilon()),
        lowering.array("scales", node.input(Normalise.SCALE).requireConstant()),
        lowering.array("biases", node.input(Normalise.BIAS).requireConstant()));
  }
}
