package org.modelc.c;

import java.util.Locale;
import org.modelc.ir.Node;
import org.modelc.op.Reduce;

/** Parameters of {@code modelc_reduce_max_s8}, {@code modelc_reduce_min_s8}, their f32 forms and {@code modelc_reduce_prod_f32}. */
public record ReduceSelectCall(String kernel, ReductionGeometry reduction) implements Call {

  public static ReduceSelectCall of(Reduce reduce, Node node) {
    String kind = reduce.kind().name().toLowerCase(Locale.ROOT) + "_";
    return new ReduceSelectCall(
        "modelc_reduce_" + kind + node.output().type().dtype().text(), ReductionGeometry.of(node.input(0).shape(), reduce.axes()));
  }
}
