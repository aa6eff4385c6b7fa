package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.op.TopK;

/** Parameters of {@code modelc_top_k_<type>}. */
public record TopKCall(String kernel, AxisGeometry axis, int k, int largest) implements Call {

  public static TopKCall of(TopK topK, Node node) {
    return new TopKCall(
        "modelc_top_k_" + node.input(0).type().dtype().text(),
        AxisGeometry.of(node.input(0).shape(), topK.axis()), topK.k(), topK.largest() ? 1 : 0);
  }
}
