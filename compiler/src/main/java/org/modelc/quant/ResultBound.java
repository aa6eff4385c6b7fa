package org.modelc.quant;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Reduce;
import org.modelc.op.Scan;
import org.modelc.op.WeightedOp;

/**
 * How large the result of an operator can get, whatever was observed. An output scale that is far below it would be beyond 32-bit
 * arithmetic.
 */
final class ResultBound {
  private final Node node;
  private final Function<Value, Range> ranges;

  private ResultBound(Node node, Function<Value, Range> ranges) {
    this.node = node;
    this.ranges = ranges;
  }

  /**
   * A bound on the magnitude of {@code node}'s result; 0 for operators whose arithmetic takes any output scale, such as tables.
   *
   * @param ranges the range of each variable operand
   */
  static double of(Node node, Function<Value, Range> ranges) {
    return new ResultBound(node, ranges).bound();
  }

  private double bound() {
    if (node.op() instanceof Binary binary) {
      return switch (binary.kind()) {
        case MUL -> magnitude(0) * magnitude(1);
        case ADD, SUB -> magnitude(0) + magnitude(1);
        default -> 0;
      };
    }
    if (node.op() instanceof Scan scan) {
      return magnitude(0) * node.input(0).shape().dim(scan.axis());
    }
    if (node.op() instanceof WeightedOp) {
      return product(node.input(WeightedOp.WEIGHTS).requireConstant(), node.input(WeightedOp.BIAS).requireConstant());
    }
    if (node.op() instanceof Reduce reduce) {
      return reduce.kind() == Reduce.Kind.SUM ? magnitude(0) * reduce.count(node.input(0).shape()) : magnitude(0);
    }
    return node.op() instanceof AveragePool ? magnitude(0) : 0;
  }

  private double magnitude(int input) {
    Value operand = node.input(input);
    Range range = operand.constant().map(ActivationQuant::range).orElseGet(() -> ranges.apply(operand));
    return Math.max(-range.min(), range.max());
  }

  private double product(Tensor weights, Tensor bias) {
    double activation = magnitude(WeightedOp.ACTIVATIONS);
    int filter = weights.elements() / bias.elements();
    return IntStream.range(0, bias.elements())
        .mapToDouble(channel -> Math.abs(bias.real(channel)) + activation * sumOfMagnitudes(weights, channel * filter, filter))
        .max().orElse(0);
  }

  private static double sumOfMagnitudes(Tensor weights, int from, int count) {
    return IntStream.range(from, from + count).mapToDouble(i -> Math.abs(weights.real(i))).sum();
  }
}
