package org.modelc.problem;

/**
 * Something wrong with what the user gave.
 *
 * @param where the node, tensor, file or option, as the user knows it; may be empty
 * @param cause one sentence
 * @param remedy what to do about it, one sentence
 */
public record Problem(Code code, String where, String cause, String remedy) {

  public static Problem of(Code code, String where, String cause) {
    return new Problem(code, where, cause, code.remedy());
  }

  /** {@code E203 node "conv1": kernel is 0x3. Remedy.} on one line, with control characters of hostile names replaced. */
  @Override
  public String toString() {
    String place = where.isEmpty() ? "" : " " + where + ":";
    return (code + place + " " + cause + " " + remedy).replaceAll("\\p{Cntrl}", "?");
  }
}
