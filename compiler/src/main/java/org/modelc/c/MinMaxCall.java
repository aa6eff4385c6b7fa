package org.modelc.c;

import java.util.Locale;
import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.TensorType;
import org.modelc.op.Binary;

/** Parameters of {@code modelc_min_<type>} and {@code modelc_max_<type>} over S8 and S16. */
public record MinMaxCall(String kernel, LoopNest nest, int min, int max, Map<Integer, ConstArray> constantArguments) implements Call {

  /** @param binary MIN or MAX */
  public static MinMaxCall of(Binary binary, Node node, Lowering lowering) {
    TensorType output = node.output().type();
    Quant quant = output.requireQuant();
    return new MinMaxCall(
        "modelc_" + binary.kind().name().toLowerCase(Locale.ROOT) + "_" + output.dtype().text(), Broadcast.of(node),
        binary.clamp().quantisedMin(output.dtype(), quant), binary.clamp().quantisedMax(output.dtype(), quant),
        ConstantOperands.of(node, lowering));
  }
}
