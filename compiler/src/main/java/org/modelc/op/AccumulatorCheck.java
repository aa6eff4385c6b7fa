package org.modelc.op;

import java.util.function.Supplier;
import org.modelc.arithmetic.AccumulatorRange;
import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.arithmetic.Requantisation;
import org.modelc.arithmetic.WideAccumulator;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;

/** Turns what the arithmetic refuses into problems. */
final class AccumulatorCheck {
  private AccumulatorCheck() {}

  /** As {@link #require} for a {@link WeightedOp} with constant weights and bias. */
  static void requireProductFits(Node node) {
    if (!node.output().type().isQuantised()) {
      return;
    }
    if (node.output().type().dtype() == DType.S16) {
      requireWideProductFits(node);
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

  /** S16 activations are summed up in 64 bits; a row of a depthwise kernel in 32. */
  private static void requireWideProductFits(Node node) {
    Quant input = node.input(WeightedOp.ACTIVATIONS).type().requireQuant();
    Tensor weights = node.input(WeightedOp.WEIGHTS).requireConstant();
    Tensor bias = node.input(WeightedOp.BIAS).requireConstant();
    WideAccumulator.overflow(weights, bias).ifPresent(cause -> {
      throw new OpException(Code.E305, cause);
    });
    if (node.op() instanceof Conv conv && conv.window().kernelWidth() > WideAccumulator.BLOCK) {
      throw new OpException(Code.E305, "a kernel of more than " + WideAccumulator.BLOCK + " columns over s16 activations may exceed 32 bits");
    }
    AccumulatorScaling scaling = representable(() -> AccumulatorScaling.of(
        input, weights.type().requireQuant(), node.output().type().requireQuant(), bias.elements()));
    WideAccumulator.overflow(scaling).ifPresent(cause -> {
      throw new OpException(Code.E304, cause);
    });
  }

  /** Checks that elements of the only input, scaled to the output, fit 32 bits. */
  static void requireRescalingFits(Node node) {
    TensorType input = node.input(0).type();
    require(
        AccumulatorRange.ofSum(1, input),
        () -> AccumulatorScaling.of(Requantisation.ofMean(input.requireQuant(), node.output().type().requireQuant(), 1)));
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
