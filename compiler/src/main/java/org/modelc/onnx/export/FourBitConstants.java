package org.modelc.onnx.export;

import java.util.HashSet;
import java.util.Set;
import org.modelc.arithmetic.IntegerRange;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.WeightedOp;

/** Weights that ONNX's INT4 holds: symmetric S8 constants, all from -8 to 7, that are read as weights only. */
final class FourBitConstants {
  private FourBitConstants() {}

  static Set<Value> of(Graph graph) {
    Set<Value> weights = new HashSet<>();
    Set<Value> others = new HashSet<>(graph.outputs());
    for (Node node : graph.nodes()) {
      for (int input = 0; input < node.inputs().size(); input++) {
        boolean isWeights = node.op() instanceof WeightedOp && input == WeightedOp.WEIGHTS;
        (isWeights ? weights : others).add(node.input(input));
      }
    }
    weights.removeAll(others);
    weights.removeIf(value -> value.constant().filter(FourBitConstants::fits).isEmpty());
    return weights;
  }

  private static boolean fits(Tensor tensor) {
    return tensor.type().dtype() == DType.S8 && tensor.type().isQuantised() && tensor.type().requireQuant().isSymmetric()
        && IntegerRange.FOUR_BITS.holds(tensor.bytes());
  }
}
