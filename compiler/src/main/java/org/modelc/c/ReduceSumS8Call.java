package org.modelc.c;

import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Reduce;

/** Parameters of {@code modelc_reduce_sum_s8}, for sum and mean. */
public record ReduceSumS8Call(
    String kernel, ReductionGeometry reduction, int count, int inputZeroPoint, OutputS8 output, int multiplier)
    implements Call {

  /** @param kernel {@code modelc_reduce_sum_s8} or a variant of it */
  public static ReduceSumS8Call of(String kernel, Reduce reduce, Node node) {
    TensorType input = node.input(0).type();
    TensorType output = node.output().type();
    Requantisation scaling = Requantisation.ofMean(input.requireQuant(), output.requireQuant(), reduce.divisor(input.shape()));
    return new ReduceSumS8Call(
        kernel,
        ReductionGeometry.of(input.shape(), reduce.axes()),
        reduce.count(input.shape()),
        input.requireQuant().zeroPoint(),
        OutputS8.of(output, Clamp.NONE),
        scaling.multiplier());
  }
}
