package org.modelc.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import org.modelc.op.Cast;
import org.modelc.op.Clip;
import org.modelc.op.Fourier;
import org.modelc.op.Softmax;

/** Operators with one operand that are one node in ONNX. */
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

  /** The axis is an attribute before opset 20, then an input. */
  static void fourier(NodeWriter node) {
    Fourier fourier = (Fourier) node.node().op();
    int axis = node.input(0).shape().rank() - 2;
    String x = node.real(0, Layout.PLAIN);
    String length = node.whole("length", fourier.length());
    AttributeProto inverse = Protos.flag("inverse", fourier.inverse());
    AttributeProto oneSided = Protos.flag("onesided", fourier.halved());
    if (node.opset().hasFourierAxisAsInput()) {
      node.result(Layout.PLAIN, "DFT", List.of(x, length, node.whole("axis", axis)), inverse, oneSided);
    } else {
      node.result(Layout.PLAIN, "DFT", List.of(x, length), inverse, oneSided, Protos.integer("axis", axis));
    }
  }

  static void quantise(NodeWriter node) {
    node.quantised(node.layout());
  }

  static void dequantise(NodeWriter node) {
    node.dequantised(node.layout());
  }
}
