package org.modelc.training.loop;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.WeightedOp;

/** A network that has learnt nothing yet. */
final class FreshWeights {
  private FreshWeights() {}

  /** The layers of {@code graph} with random weights, as large as suits rectifiers (He et al., 2015), and biases of 0. */
  static Graph of(Graph graph, long seed) {
    Random random = new Random(seed);
    Map<Value, Tensor> fresh = new IdentityHashMap<>();
    graph.nodes().stream().filter(node -> node.op() instanceof WeightedOp).forEach(node -> {
      Value weights = node.input(WeightedOp.WEIGHTS);
      fresh.put(weights, gaussian(weights, random));
      Value bias = node.input(WeightedOp.BIAS);
      fresh.put(bias, Tensor.f32(bias.shape(), new float[bias.type().elements()]));
    });
    return GraphConstants.replace(graph, fresh);
  }

  private static Tensor gaussian(Value weights, Random random) {
    float[] floats = new float[weights.type().elements()];
    int inputs = floats.length / weights.shape().dim(WeightedOp.OUTPUT_CHANNEL_AXIS);
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) (Math.sqrt(2.0 / inputs) * random.nextGaussian());
    }
    return Tensor.f32(weights.shape(), floats);
  }
}
