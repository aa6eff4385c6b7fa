package org.modelc.onnx.export;

/** A node cannot be written as ONNX; {@link GraphWriter} adds which. */
final class NoOnnxFormException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoOnnxFormException(String reason) {
    super(reason);
  }
}
