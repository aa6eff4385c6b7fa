package org.modelc.target;

/** A target is unknown or its file is wrong. */
public final class TargetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  TargetException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** Stable name of the kind of error: {@code target-unknown} or {@code target-file}. */
  public String code() {
    return code;
  }
}
