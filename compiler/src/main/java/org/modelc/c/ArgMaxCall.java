package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.op.ArgMax;

/** Parameters of {@code modelc_argmax_s8} and {@code modelc_argmax_f32}. */
public record ArgMaxCall(String kernel, AxisGeometry axis, int selectLast) implements Call {

  public static ArgMaxCall of(ArgMax argMax, Node node) {
    return new ArgMaxCall(
        "modelc_argmax_" + node.input(0).type().dtype().text(),
        AxisGeometry.of(node.input(0).shape(), argMax.axis()),
        argMax.selectLast() ? 1 : 0);
  }
}
