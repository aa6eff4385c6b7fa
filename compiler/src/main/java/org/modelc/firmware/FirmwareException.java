package org.modelc.firmware;

/** An image could not be built or run. The message says what failed and what to do. */
public final class FirmwareException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The kinds of failure. */
  public enum Code {
    /** Neither the machine nor a container has the tools. */
    TOOLCHAIN_MISSING("toolchain-missing"),
    /** A command did not end in time. */
    COMMAND_TIMEOUT("command-timeout"),
    /** The generated C did not compile or link. */
    BUILD_FAILED("firmware-build-failed"),
    /** The image crashed, wrote outside its buffers, or gave the wrong amount of output. */
    RUN_FAILED("firmware-run-failed");

    private final String label;

    Code(String label) {
      this.label = label;
    }

    /** The stable name that users see. */
    public String label() {
      return label;
    }
  }

  private final Code code;

  /** An error of a kind. */
  public FirmwareException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** The kind of failure. */
  public Code code() {
    return code;
  }
}
