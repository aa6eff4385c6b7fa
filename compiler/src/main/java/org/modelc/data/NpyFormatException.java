package org.modelc.data;

/** The content of an {@code .npy} or {@code .npz} file is not as it must be; whoever knows the file's name turns it into a problem. */
final class NpyFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /** {@code cause} continues a sentence that starts with the name of the file or array. */
  NpyFormatException(String cause) {
    super(cause);
  }
}
