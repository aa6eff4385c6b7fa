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
import org.modelc.op.Pad;
import org.modelc.op.WeightedOp;

/** What no element of a value is below, as far as types and clamps tell. */
final class LowerBound {
  private LowerBound() {}

  /** A real number; negative infinity where nothing is known. */
  static double of(GraphBuilder graph, Value value) {
    Value source = value;
    Optional<Node> producer = graph.producer(source);
    while (producer.isPresent() && onlyMoves(producer.get())) {
      source = producer.get().input(0);
      producer = graph.producer(source);
    }
    return Math.max(byType(source.type()), producer.map(node -> byOperator(node.op())).orElse(Double.NEGATIVE_INFINITY));
  }

  /** Whether all elements of the result are elements of the only input. */
  private static boolean onlyMoves(Node node) {
    return Movement.contains(node.op()) && node.inputs().size() == 1 && !(node.op() instanceof Pad);
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

  private static double byOperator(Op op) {
    if (op instanceof Clip clip) {
      return clip.clamp().min();
    } else if (op instanceof WeightedOp weighted) {
      return weighted.clamp().min();
    } else if (op instanceof Binary binary) {
      return binary.clamp().min();
    } else {
      return Double.NEGATIVE_INFINITY;
    }
  }
}
