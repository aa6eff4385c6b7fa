package org.modelc.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.op.Normalise;

/** Normalisations as their steps, which are read as one node again: ONNX has operators only for some of them, and of later opsets. */
final class NormaliseWriter {
  private NormaliseWriter() {}

  static void write(NodeWriter node) {
    Normalise normalise = (Normalise) node.node().op();
    String x = node.real(0, Layout.PLAIN);
    String centred = normalise.centred() ? node.step("centred", "Sub", List.of(x, mean(node, "mean", normalise, x))) : x;
    String variance = mean(node, "variance", normalise, node.step("square", "Mul", List.of(centred, centred)));
    String epsilon = node.scalar("epsilon", DType.F32, normalise.epsilon());
    String root = node.step("root", "Sqrt", List.of(node.step("enlarged", "Add", List.of(variance, epsilon))));
    String normal = node.step("normal", "Div", List.of(centred, root));
    String scaled = node.step("scaled", "Mul", List.of(normal, node.real(Normalise.SCALE, Layout.PLAIN)));
    node.result(Layout.PLAIN, "Add", List.of(scaled, node.real(Normalise.BIAS, Layout.PLAIN)));
  }

  private static String mean(NodeWriter node, String what, Normalise normalise, String x) {
    AttributeProto keepDims = Protos.flag("keepdims", true);
    return node.opset().hasAxesAsInputs()
        ? node.step(what, "ReduceMean", List.of(x, node.longs(what + "_axes", normalise.axes())), keepDims)
        : node.step(what, "ReduceMean", List.of(x), Protos.integers("axes", normalise.axes()), keepDims);
  }
}
