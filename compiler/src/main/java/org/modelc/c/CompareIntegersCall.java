package org.modelc.c;

import java.util.Map;
import org.modelc.arithmetic.ComparisonScaling;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;

/** Parameters of comparisons of quantised operands, such as {@code modelc_less_s8}. */
public record CompareIntegersCall(String kernel, LoopNest nest, ComparisonScaling scaling, Map<Integer, ConstArray> constantArguments)
    implements Call {

  public static CompareIntegersCall of(String kernel, Node node, Lowering lowering) {
    TensorType a = node.input(0).type();
    return new CompareIntegersCall(
        kernel, Broadcast.of(node), ComparisonScaling.of(a.dtype(), a.requireQuant(), node.input(1).type().requireQuant()),
        ConstantOperands.of(node, lowering));
  }
}
