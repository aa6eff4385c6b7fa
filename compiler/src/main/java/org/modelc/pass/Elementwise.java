package org.modelc.pass;

import org.modelc.op.Cast;
import org.modelc.op.Clip;
import org.modelc.op.Dequantise;
import org.modelc.op.Op;
import org.modelc.op.Quantise;
import org.modelc.op.Requantise;
import org.modelc.op.Unary;

/** Operators that treat each element of their only input alone, wherever it stands. */
final class Elementwise {
  private Elementwise() {}

  static boolean contains(Op op) {
    return op instanceof Unary
        || op instanceof Clip
        || op instanceof Cast
        || op instanceof Dequantise
        || op instanceof Requantise
        || op instanceof Quantise quantise && quantise.quant().isPerTensor();
  }
}
