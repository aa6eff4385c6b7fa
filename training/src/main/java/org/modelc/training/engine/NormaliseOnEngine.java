package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Normalise;

/** Layer, RMS and instance normalisation. */
final class NormaliseOnEngine implements EngineOperator<Normalise> {
  @Override
  public NDArray apply(Normalise normalise, Node node, List<NDArray> inputs) {
    int[] axes = normalise.axes().stream().mapToInt(axis -> axis + 1).toArray();
    NDArray x = inputs.get(0);
    NDArray centred = normalise.centred() ? x.sub(x.mean(axes, true)) : x;
    NDArray deviation = centred.mul(centred).mean(axes, true).add(normalise.epsilon()).sqrt();
    return centred.div(deviation).mul(inputs.get(Normalise.SCALE)).add(inputs.get(Normalise.BIAS));
  }
}
