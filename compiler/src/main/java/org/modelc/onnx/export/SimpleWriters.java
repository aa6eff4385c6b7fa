package org.modelc.onnx.export;

import org.modelc.op.Cast;
import org.modelc.op.Clip;
import org.modelc.op.Softmax;

/** Operators with one operand whose result has its shape and layout. */
final class SimpleWriters {
  private SimpleWriters() {}

  static void clip(NodeWriter node) {
    Layout layout = node.layout();
    node.bounded(layout, ((Clip) node.node().op()).clamp(), node.real(0, layout));
  }

  static void softmax(NodeWriter node) {
    Layout layout = node.layout();
    int axis = layout.axis(((Softmax) node.node().op()).axis());
    node.result(layout, "Softmax", node.reals(layout), Protos.integer("axis", axis));
  }

  static void cast(NodeWriter node) {
    Layout layout = node.layout();
    int type = Protos.onnxType(((Cast) node.node().op()).dtype()).getNumber();
    node.result(layout, "Cast", node.reals(layout), Protos.integer("to", type));
  }

  static void quantise(NodeWriter node) {
    node.quantised(node.layout());
  }

  static void dequantise(NodeWriter node) {
    node.dequantised(node.layout());
  }
}
