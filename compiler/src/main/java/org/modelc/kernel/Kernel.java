package org.modelc.kernel;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.target.Target;

/** One way to compute nodes in C. It gives the bytes of the reference semantics for every node that it accepts. */
public interface Kernel {
  /** What it takes to call a kernel, from the arguments to the registers saved, and to prepare its scratch memory. */
  int FIXED_INSTRUCTIONS = 150;

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

  /** Bytes of flash that its format of the weights saves; 0 for a kernel that reads them as they are. */
  default int savedBytes(Node node) {
    return 0;
  }

  /** Rows of the output that it computes together: a rest takes as long as all of them. */
  default int rowsAtOnce(Node node) {
    return 1;
  }

  /** Estimated instructions of a call that are the same for any number of rows, so that they add up where a layer runs in bands of rows. */
  default long fixedInstructions(Node node) {
    return FIXED_INSTRUCTIONS;
  }

  /** Estimated instructions for each multiply-accumulate. */
  default double instructionsPerMac() {
    return 4;
  }

  /** Estimated instructions of a call. */
  default double instructions(Node node) {
    return instructionsPerMac() * node.op().macs(node);
  }

  /** The inputs, by index, whose buffer the output may overwrite if nothing reads that input later; the output is not larger. */
  default List<Integer> inPlaceInputs(Node node) {
    return node.op().inPlaceInputs(node);
  }
}
