package org.modelc.onnx.translate;

import java.util.List;
import org.modelc.ir.Value;
import org.modelc.op.OpException;

/** Turns a node of one ONNX operator into IR nodes. */
@FunctionalInterface
interface Translator {
  /**
   * Values that stand for the node's outputs, in order; trailing outputs may be left out where nothing reads them.
   *
   * @throws OpException if the node cannot be translated
   */
  List<Value> translate(NodeContext node);

  /** A translator of nodes of which only the first output is supported. */
  @FunctionalInterface
  interface OfOneOutput {
    Value translate(NodeContext node);
  }
}
