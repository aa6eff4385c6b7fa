package org.modelc.onnx.export;

/** Writes nodes of one operator. */
interface OperatorWriter {
  /** @throws NoOnnxFormException if ONNX cannot express the node */
  void write(NodeWriter node);
}
