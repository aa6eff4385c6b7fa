package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.AveragePool;

/** Parameters of {@code modelc_average_pool_f32}. */
public record AveragePoolF32Call(String kernel, WindowGeometry window, CountedArea counted) implements Call {

  public static AveragePoolF32Call of(AveragePool pool, Node node) {
    Shape input = node.input(0).shape();
    return new AveragePoolF32Call(
        "modelc_average_pool_f32", WindowGeometry.of(pool.window(), input, node.output().shape()), CountedArea.of(pool, input));
  }
}
