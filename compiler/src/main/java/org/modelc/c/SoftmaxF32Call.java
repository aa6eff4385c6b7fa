package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.op.Softmax;

/** Parameters of {@code modelc_softmax_f32}. */
public record SoftmaxF32Call(String kernel, AxisGeometry axis) implements Call {

  public static SoftmaxF32Call of(Softmax softmax, Node node) {
    return new SoftmaxF32Call("modelc_softmax_f32", AxisGeometry.of(node.input(0).shape(), softmax.axis()));
  }
}
