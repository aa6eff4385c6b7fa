package org.modelc.op;

import java.util.function.Supplier;
import org.modelc.arithmetic.AccumulatorRange;
import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.problem.Code;

/** Turns what the arithmetic refuses into problems. */
final class AccumulatorCheck {
  private AccumulatorCheck() {}

  /** As {@link #require} for a {@link WeightedOp} with constant weights and bias. */
  static void requireProductFits(Node node) {
    if (!node.output().type().isQuantised()) {
      return;
    }
    Quant input = node.input(WeightedOp.ACTIVATIONS).type().requireQuant();
    Tensor weights = node.input(WeightedOp.WEIGHTS).requireConstant();
    Tensor bias = node.input(WeightedOp.BIAS).requireConstant();
    require(
        AccumulatorRange.ofProduct(weights, bias, input),
        () -> AccumulatorScaling.of(
            input, weights.type().requireQuant(), node.output().type().requireQuant(), bias.elements()));
  }

  /**
   * Checks that accumulators within {@code range} and their requantised values fit 32 bits.
   *
   * @throws OpException E305 for the accumulators, E304 for scales that cannot be represented
   */
  static void require(AccumulatorRange range, Supplier<AccumulatorScaling> scaling) {
    range.overflow().ifPresent(cause -> {
      throw new OpException(Code.E305, cause);
    });
    range.overflow(representable(scaling)).ifPresent(cause -> {
      throw new OpException(Code.E304, cause);
    });
  }

  /** The value of {@code arithmetic}, which throws ArithmeticException for scales that it cannot represent. */
  static <T> T representable(Supplier<T> arithmetic) {
    try {
      return arithmetic.get();
    } catch (ArithmeticException e) {
      throw new OpException(Code.E304, e.getMessage());
    }
  }
}
