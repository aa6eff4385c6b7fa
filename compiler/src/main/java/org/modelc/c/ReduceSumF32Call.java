package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Reduce;

/** Parameters of {@code modelc_reduce_sum_f32}, for sum and mean. */
public record ReduceSumF32Call(String kernel, ReductionGeometry reduction, String divisor) implements Call {

  public static ReduceSumF32Call of(Reduce reduce, Node node) {
    Shape input = node.input(0).shape();
    return new ReduceSumF32Call(
        "modelc_reduce_sum_f32", ReductionGeometry.of(input, reduce.axes()), FloatLiteral.of(reduce.divisor(input)));
  }
}
