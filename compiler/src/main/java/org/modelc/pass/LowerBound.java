package org.modelc.pass;

import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clip;
import org.modelc.op.Op;
import org.modelc.op.QuantRule;
import org.modelc.op.WeightedOp;

/** What no element of a value is below, as far as types and clamps tell. */
final class LowerBound {
  private LowerBound() {}

  /** A real number; negative infinity where nothing is known. */
  static double of(GraphBuilder graph, Value value) {
    double byType = byType(value.type());
    Optional<Node> producer = graph.producer(value);
    return producer.isEmpty() ? byType : Math.max(byType, byOperator(graph, producer.get()));
  }

  private static double byType(TensorType type) {
    boolean isByte = type.isQuantised() && type.requireQuant().isPerTensor() && type.dtype().bytes() == 1;
    if (!isByte) {
      return Double.NEGATIVE_INFINITY;
    }
    Quant quant = type.requireQuant();
    int lowest = type.dtype() == DType.U8 ? 0 : Byte.MIN_VALUE;
    return (double) quant.scale() * (lowest - quant.zeroPoint());
  }

  private static double byOperator(GraphBuilder graph, Node node) {
    Op op = node.op();
    if (op instanceof Clip clip) {
      return clip.clamp().min();
    } else if (op instanceof WeightedOp weighted) {
      return weighted.clamp().min();
    } else if (op instanceof Binary binary) {
      return binary.clamp().min();
    } else if (op.quantRule().equals(QuantRule.SAME_AS_INPUT) && node.inputs().size() == 1) {
      return of(graph, node.input(0));
    } else {
      return Double.NEGATIVE_INFINITY;
    }
  }
}
