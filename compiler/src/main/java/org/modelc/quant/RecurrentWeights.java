package org.modelc.quant;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Recurrent;

/** Quantises the constants of a {@link Recurrent}: its weights as those of matrix products, whose results are sums of gates. */
public final class RecurrentWeights {
  /** What sigmoid and tanh tell apart. */
  private static final Quant GATES = Quant.perTensor(0x1p-11f, 0);

  private RecurrentWeights() {}

  /**
   * W, R and the biases, which stay floats.
   *
   * @param x quantisation of the sequences
   * @param states of the hidden states
   * @param largest the largest magnitude of weights that do not come as integers
   */
  static List<Value> quantised(Node node, Quant x, Quant states, boolean perChannel, int largest) {
    return List.of(
        weights(node.input(Recurrent.INPUT_WEIGHTS), x, perChannel, largest),
        weights(node.input(Recurrent.HIDDEN_WEIGHTS), states, perChannel, largest),
        node.input(Recurrent.BIAS));
  }

  /** As {@link #quantised(Node, Quant, Quant, boolean, int)}, by row and to 8 bits. */
  public static List<Value> quantised(Node node, Quant x, Quant states) {
    return quantised(node, x, states, true, WeightScaleSearch.MAX_WEIGHT);
  }

  private static Value weights(Value weights, Quant vector, boolean perChannel, int largest) {
    Tensor noBias = Tensor.zeros(TensorType.f32(Shape.of(weights.shape().dim(0))));
    WeightQuantiser quantiser = new WeightQuantiser(weights.requireConstant(), noBias, vector, GATES);
    return Value.constant(weights.name(), quantiser.quantise(perChannel, largest).weights());
  }
}
