package org.modelc.quant;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/**
 * How to read a class off a network's outputs: the largest element of the first output that is one row of two or more real numbers.
 *
 * @param output index of that output
 */
public record Classification(int output) {

  /** Empty if no output of {@code graph} looks like scores of classes. */
  public static Optional<Classification> of(Graph graph) {
    return IntStream.range(0, graph.outputs().size())
        .filter(output -> isRowOfScores(graph.outputs().get(output).type()))
        .mapToObj(Classification::new)
        .findFirst();
  }

  private static boolean isRowOfScores(TensorType type) {
    boolean real = type.dtype().isFloat() || type.isQuantised();
    return real && type.elements() > 1 && type.shape().dims().stream().filter(dim -> dim != 1).count() == 1;
  }

  /** The class that a network's outputs name; of equal scores the first counts. */
  public int classOf(List<Tensor> outputs) {
    return classOf(outputs.get(output));
  }

  /** The index of the largest element of {@code scores}, of equal ones the first. */
  public static int classOf(Tensor scores) {
    int best = 0;
    for (int i = 1; i < scores.elements(); i++) {
      best = scores.real(i) > scores.real(best) ? i : best;
    }
    return best;
  }
}
