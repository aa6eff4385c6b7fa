package org.modelc.onnx.translate;

import ai.onnx.proto.OnnxMl.GraphProto;
import java.util.List;
import org.modelc.ir.Value;
import org.modelc.onnx.model.OnnxNode;

/** Translates the graphs that nodes of control flow hold. */
@FunctionalInterface
interface Bodies {
  /**
   * Puts the nodes of {@code body} in place of {@code owner}, once more for each call.
   *
   * @param inputs values of the body's inputs, in order
   * @return values of its outputs, in order
   * @throws org.modelc.op.OpException if an output cannot be computed
   */
  List<Value> inline(OnnxNode owner, GraphProto body, List<Value> inputs);
}
