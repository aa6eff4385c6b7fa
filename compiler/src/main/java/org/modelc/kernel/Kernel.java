package org.modelc.kernel;

import java.util.OptionalInt;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.target.Target;

/** One way to compute nodes in C. It gives the bytes of the reference semantics for every node that it accepts. */
public interface Kernel {
  /** Whether it can compute {@code node} on {@code target}: attributes, types, sizes and the ranges that its arithmetic relies on. */
  boolean accepts(Node node, Target target);

  /**
   * Multiply-accumulates, over all nodes of a graph that it accepts, from which on its speed is worth the flash that its code takes beside
   * the kernels that a network needs anyway.
   */
  default long worthwhileMacs() {
    return 0;
  }

  /** The call, with constants packed as the kernel reads them. */
  Call lower(Node node, Lowering lowering);

  /** Working memory of one call in bytes; 0 if its C function takes no scratch argument. */
  default int scratchBytes(Node node) {
    return 0;
  }

  /** The input whose buffer the output may overwrite if nothing reads that input later; the output is not larger. */
  default OptionalInt inPlaceInput(Node node) {
    return node.op().inPlaceInput(node);
  }
}
