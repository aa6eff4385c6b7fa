package org.modelc.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import org.modelc.op.AveragePool;
import org.modelc.op.Clamp;
import org.modelc.op.Conv;
import org.modelc.op.MaxPool;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;

/** Operators whose window slides over the maps of a channels-first value. */
final class WindowWriters {
  private WindowWriters() {}

  static void conv(NodeWriter node) {
    Conv conv = (Conv) node.node().op();
    List<AttributeProto> attributes = window(conv.window(), conv.window().padBottom(), conv.window().padRight());
    attributes.add(Protos.integer("group", conv.groups()));
    List<String> inputs = List.of(
        node.real(WeightedOp.ACTIVATIONS, Layout.CHANNELS_FIRST),
        node.real(WeightedOp.WEIGHTS, Layout.CHANNELS_FIRST),
        node.real(WeightedOp.BIAS, Layout.PLAIN));
    write(node, conv.clamp(), "Conv", inputs, attributes);
  }

  static void maxPool(NodeWriter node) {
    Window window = ((MaxPool) node.node().op()).window();
    write(node, Clamp.NONE, "MaxPool", node.reals(Layout.CHANNELS_FIRST), window(window, window.padBottom(), window.padRight()));
  }

  static void averagePool(NodeWriter node) {
    AveragePool pool = (AveragePool) node.node().op();
    Window window = pool.window();
    List<AttributeProto> attributes = window(window, window.padBottom() - pool.ceilBottom(), window.padRight() - pool.ceilRight());
    if (window.dilationHeight() * window.dilationWidth() == 1) {
      attributes.removeIf(attribute -> attribute.getName().equals("dilations"));
    }
    attributes.add(Protos.flag("count_include_pad", pool.countIncludePad()));
    attributes.add(Protos.flag("ceil_mode", pool.ceilBottom() + pool.ceilRight() > 0));
    write(node, Clamp.NONE, "AveragePool", node.reals(Layout.CHANNELS_FIRST), attributes);
  }

  private static void write(NodeWriter node, Clamp clamp, String type, List<String> inputs, List<AttributeProto> attributes) {
    node.result(Layout.CHANNELS_FIRST, clamp, type, inputs, attributes.toArray(AttributeProto[]::new));
  }

  private static List<AttributeProto> window(Window window, int padBottom, int padRight) {
    return new ArrayList<>(List.of(
        Protos.integers("kernel_shape", window.kernelHeight(), window.kernelWidth()),
        Protos.integers("strides", window.strideHeight(), window.strideWidth()),
        Protos.integers("dilations", window.dilationHeight(), window.dilationWidth()),
        Protos.integers("pads", window.padTop(), window.padLeft(), padBottom, padRight)));
  }
}
