package org.modelc.c;

import java.util.Locale;
import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.op.Binary;

/** Parameters of {@code modelc_<kind>_f32} for every kind of {@link Binary}. */
public record BinaryF32Call(String kernel, LoopNest nest, String min, String max, Map<Integer, ConstArray> constantArguments)
    implements Call {

  public static BinaryF32Call of(Binary binary, Node node, Lowering lowering) {
    return new BinaryF32Call(
        "modelc_" + binary.kind().name().toLowerCase(Locale.ROOT) + "_f32",
        Broadcast.of(node),
        FloatLiteral.of(binary.clamp().min()),
        FloatLiteral.of(binary.clamp().max()),
        ConstantOperands.of(node, lowering));
  }
}
