package org.modelc.plan;

import org.modelc.ir.Node;
import org.modelc.ir.Value;

/** One action of an inference. */
public sealed interface Step {

  /** Runs the node's kernel. */
  record Compute(Node node) implements Step {}

  /**
   * Copies a value to the buffer of a graph output that cannot be computed in place: a graph input, a constant, or a value that is
   * several outputs at once.
   */
  record Copy(Value source, int output) implements Step {}
}
