package org.modelc.c;

import java.util.Locale;
import org.modelc.ir.Node;
import org.modelc.op.Unary;

/** Parameters of {@code modelc_<kind>_f32} for every kind of {@link Unary}. */
public record UnaryF32Call(String kernel, int count, String alpha, String beta) implements Call {

  public static UnaryF32Call of(Unary unary, Node node) {
    return new UnaryF32Call(
        "modelc_" + unary.kind().name().toLowerCase(Locale.ROOT) + "_f32",
        node.output().type().elements(),
        FloatLiteral.of(unary.alpha()),
        FloatLiteral.of(unary.beta()));
  }
}
