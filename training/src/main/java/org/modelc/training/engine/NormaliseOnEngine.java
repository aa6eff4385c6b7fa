package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Normalise;

/** Layer, RMS and instance normalisation. */
final class NormaliseOnEngine {
  private NormaliseOnEngine() {}

  static NDArray apply(Normalise normalise, Node node, List<NDArray> inputs) {
    int[] axes = normalise.axes().stream().mapToInt(axis -> axis + 1).toArray();
    NDArray x = inputs.get(0);
    NDArray count = Scalars.of(x, (float) normalise.length(node.input(0).shape()));
    NDArray centred = normalise.centred() ? x.sub(x.sum(axes, true).div(count)) : x;
    NDArray deviation = centred.mul(centred).sum(axes, true).div(count).add(normalise.epsilon()).sqrt();
    return centred.div(deviation).mul(inputs.get(Normalise.SCALE)).add(inputs.get(Normalise.BIAS));
  }
}
