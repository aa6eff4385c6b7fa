package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Broadcasting;

/** Loops over the operands of an element-wise operator with two inputs. */
public final class Broadcast {
  private Broadcast() {}

  /** Whether both operands have an element for each of the output's, in the same order. */
  public static boolean isNone(Node node) {
    int elements = node.output().shape().elements();
    return node.input(0).shape().elements() == elements && node.input(1).shape().elements() == elements;
  }

  static LoopNest of(Node node) {
    Shape output = node.output().shape();
    int[] stridesA = Broadcasting.strides(node.input(0).shape(), output);
    int[] stridesB = Broadcasting.strides(node.input(1).shape(), output);
    return LoopNest.of(Axis.joined(output.toArray(), stridesA, stridesB));
  }
}
