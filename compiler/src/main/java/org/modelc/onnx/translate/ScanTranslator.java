package org.modelc.onnx.translate;

import java.util.List;
import org.modelc.ir.Value;
import org.modelc.op.Scan;

/** CumSum and CumProd along a constant axis. */
final class ScanTranslator {
  private ScanTranslator() {}

  static Translator.OfOneOutput cumulative(Scan.Kind kind) {
    return node -> translate(node, kind);
  }

  private static Value translate(NodeContext node, Scan.Kind kind) {
    Value x = node.input(0);
    int axis = NodeContext.axis((int) Constants.real(node.constant(1, "axis"), "axis"), x.shape().rank());
    Scan scan = new Scan(kind, axis, node.attributes().flag("exclusive", false), node.attributes().flag("reverse", false));
    return Integers.isPlain(x)
        ? Integers.compute(node, List.of(x), (inner, wide) -> inner.result(scan, wide))
        : node.result(scan, x);
  }
}
