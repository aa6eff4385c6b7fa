package org.modelc.c;

import java.util.Map;
import org.modelc.ir.Node;

/** Parameters of the kernels of two operands without bounds, such as {@code modelc_less_f32} and {@code modelc_add_s64}. */
public record BinaryCall(String kernel, LoopNest nest, Map<Integer, ConstArray> constantArguments) implements Call {

  public static BinaryCall of(String kernel, Node node, Lowering lowering) {
    return new BinaryCall(kernel, Broadcast.of(node), ConstantOperands.of(node, lowering));
  }
}
