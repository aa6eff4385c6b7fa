package org.modelc.quant;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.CountedOutput;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.reference.Interpreter;

/**
 * How to read a class off a network's outputs: the largest element of the first output that is one row of two or more real numbers, and
 * always of as many.
 *
 * @param output index of that output
 */
public record Classification(int output) {

  /** Empty if no output of {@code graph} looks like scores of classes. */
  public static Optional<Classification> of(Graph graph) {
    return IntStream.range(0, graph.outputs().size())
        .filter(output -> isRowOfScores(graph.outputs().get(output).type()) && CountedOutput.of(graph, output).isEmpty())
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

  /**
   * For how many samples {@code graph} names the wanted class, as the interpreter computes it.
   *
   * @param graph whose classes this reads
   * @param samples for the inputs of {@code graph}
   * @param wanted one class a sample; samples whose class is negative do not count
   */
  public Score score(Graph graph, SampleSet samples, List<Integer> wanted) {
    Interpreter interpreter = new Interpreter(graph);
    List<Integer> known = IntStream.range(0, samples.size()).filter(sample -> wanted.get(sample) >= 0).boxed().toList();
    long hits = known.parallelStream().filter(sample -> classOf(interpreter.run(samples.sample(sample))) == wanted.get(sample)).count();
    return new Score((int) hits, known.size());
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
