package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.op.Reduce;

/** Parameters of {@code modelc_reduce_max_s8}, {@code modelc_reduce_min_s8} and their f32 forms. */
public record ReduceSelectCall(String kernel, ReductionGeometry reduction) implements Call {

  public static ReduceSelectCall of(Reduce reduce, Node node) {
    String kind = reduce.kind() == Reduce.Kind.MAX ? "max_" : "min_";
    return new ReduceSelectCall(
        "modelc_reduce_" + kind + node.output().type().dtype().text(), ReductionGeometry.of(node.input(0).shape(), reduce.axes()));
  }
}
