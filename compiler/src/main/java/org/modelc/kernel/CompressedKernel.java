package org.modelc.kernel;

import org.modelc.ir.Node;

/** A kernel for weights that are stored in less than a byte each. */
interface CompressedKernel extends Kernel {
  /** Bytes of the weights. */
  int weightBytes(Node node);

  /** Estimated instructions of a call. */
  double instructions(Node node);

  /** Flash that its code takes. */
  int codeBytes();
}
