package org.modelc.kernel;

import org.modelc.ir.Node;
import org.modelc.op.WeightedOp;

/** A kernel for weights that are stored in less than a byte each. */
interface CompressedKernel extends Kernel {
  /** Bytes of the weights. */
  int weightBytes(Node node);

  @Override
  default int savedBytes(Node node) {
    return node.input(WeightedOp.WEIGHTS).type().elements() - weightBytes(node);
  }

  @Override
  double instructions(Node node);

  /** Flash that its code takes. */
  int codeBytes();
}
