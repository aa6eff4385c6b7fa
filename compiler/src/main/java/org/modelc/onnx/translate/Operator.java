package org.modelc.onnx.translate;

/**
 * A row of the table of supported operators.
 *
 * @param domain the empty string for ONNX's default domain
 * @param type ONNX's name of the operator
 * @param since first version of the domain's operator set that has the operator; 7 at least in the default domain, unless the operator
 *     has not changed since the first
 * @param handling what inputs the translator takes
 * @param note what is supported, in one line; may be empty
 */
public record Operator(String domain, String type, int since, Handling handling, String note) {
  /** How an operator treats integers that stand for real numbers. */
  public enum Handling {
    /** It computes: inputs are floats or plain integers. */
    COMPUTES,
    /** It only moves or selects elements, so that quantised integers keep their scale. */
    MOVES,
    /** It moves all elements unchanged to its output, whose name is but another name of the input. */
    ALIASES,
    /** Its inputs say how integers are quantised. */
    QUANTISES
  }
}
