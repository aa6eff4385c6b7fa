package org.modelc.prune;

import static org.modelc.op.WeightedOp.WEIGHTS;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;

/**
 * One layer before and after pruning.
 *
 * @param weightsBefore shape of the weights: OHWI, or outputs x inputs
 * @param parametersBefore weights and biases
 * @param zeros weights that are zero after pruning
 */
public record PrunedLayer(
    String node, String weightsBefore, String weightsAfter, long parametersBefore, long parametersAfter, long zeros) {

  /** All layers with weights, in execution order. */
  public static List<PrunedLayer> all(Graph dense, Graph pruned) {
    List<WeightedLayer> before = WeightedLayer.all(dense);
    List<WeightedLayer> after = WeightedLayer.all(pruned);
    return IntStream.range(0, before.size()).mapToObj(i -> of(before.get(i), after.get(i))).toList();
  }

  private static PrunedLayer of(WeightedLayer before, WeightedLayer after) {
    return new PrunedLayer(before.name(), shape(before), shape(after), before.parameters(), after.parameters(), after.zeros());
  }

  private static String shape(WeightedLayer layer) {
    return layer.node().input(WEIGHTS).shape().toString();
  }
}
