package org.modelc.onnx.translate;

/** What becomes of LSTM, GRU and RNN. */
public enum Recurrence {
  /** One operator where it covers the node, else steps. */
  OPERATORS,
  /** One operator, which is to keep its state between calls; an error where none covers a node that starts from zeros. */
  KEPT,
  /** Laid out step by step, for whoever writes or trains networks. */
  STEPS
}
