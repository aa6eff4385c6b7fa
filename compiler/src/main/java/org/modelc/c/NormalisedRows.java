package org.modelc.c;

import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.Normalise;

/** {@code modelc_normalised_rows}: what is normalised, and which scale and bias an element has. */
public record NormalisedRows(AxisGeometry axis, int centred, int block, int count) {

  static NormalisedRows of(Normalise normalise, Node node) {
    Shape x = node.input(0).shape();
    int length = normalise.length(x);
    int inner = normalise.stride(x);
    Normalise.Parameters parameters = Normalise.parameters(x, node.input(Normalise.SCALE).shape());
    return new NormalisedRows(
        new AxisGeometry(x.elements() / length / inner, length, inner), normalise.centred() ? 1 : 0, parameters.block(), parameters.count());
  }
}
