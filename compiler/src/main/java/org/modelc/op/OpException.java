package org.modelc.op;

import org.modelc.problem.Code;

/** An operator does not accept its inputs or attributes; whoever knows the node turns it into a problem. */
public final class OpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  public OpException(Code code, String cause) {
    super(cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
