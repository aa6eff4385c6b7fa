package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.op.MaxPool;

/** Parameters of {@code modelc_max_pool_s8} and {@code modelc_max_pool_f32}. */
public record MaxPoolCall(String kernel, WindowGeometry window) implements Call {

  public static MaxPoolCall of(MaxPool pool, Node node) {
    return new MaxPoolCall(
        "modelc_max_pool_" + node.output().type().dtype().text(),
        WindowGeometry.of(pool.window(), node.input(0).shape(), node.output().shape()));
  }
}
