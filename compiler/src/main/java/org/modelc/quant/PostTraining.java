package org.modelc.quant;

import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** Post-training quantisation as a whole: equalisation where it helps, calibration, quantisation. */
public final class PostTraining {
  /** Samples on which two ways are compared. */
  private static final int TRIAL_SAMPLES = 32;

  private PostTraining() {}

  /**
   * A network in floats and in integers; values have the same names.
   *
   * @param floats computes what the given graph computes; its weights may be equalised
   * @param integers not yet finished by passes
   * @param equalised whether the weights of {@code floats} are others than those of the given graph
   */
  public record Result(Graph floats, Graph integers, boolean equalised) {}

  /**
   * Quantises {@code graph}.
   *
   * @param graph optimised
   * @param samples for this graph
   * @param problems receives W302 for each node that stays in floating point
   * @throws ProblemException E303 without samples, E304 if a value cannot be quantised
   */
  public static Result run(Graph graph, SampleSet samples, QuantisationOptions options, Problems problems) {
    boolean equalised = isEqualised(graph, samples, options);
    Graph floats = equalised ? CrossLayerEqualisation.run(graph) : graph;
    return new Result(floats, Quantiser.quantise(floats, Calibration.of(floats, samples), options, problems), equalised);
  }

  private static boolean isEqualised(Graph graph, SampleSet samples, QuantisationOptions options) {
    boolean possible = graph.nodes().stream().anyMatch(node -> EqualisationPair.beginningWith(node, graph).isPresent());
    if (!possible || options.equalisation() != Equalisation.AUTO) {
      return possible && options.equalisation() == Equalisation.ON;
    }
    SampleSet trial = spread(samples, TRIAL_SAMPLES);
    ResultError error = ResultError.of(graph, trial);
    return ResultError.isClearlySmaller(
        error.errors(quantisedPlainly(CrossLayerEqualisation.run(graph), samples, options), trial),
        error.errors(quantisedPlainly(graph, samples, options), trial));
  }

  private static Graph quantisedPlainly(Graph graph, SampleSet samples, QuantisationOptions options) {
    QuantisationOptions plain = options.withMethod(RangeMethod.LEAST_ERROR).withRounding(Rounding.NEAREST);
    return Quantiser.quantise(graph, Calibration.of(graph, samples), plain, new Problems());
  }

  /** {@code count} samples at equal distances, or all. */
  static SampleSet spread(SampleSet samples, int count) {
    int taken = Math.min(count, samples.size());
    return SampleSet.of(IntStream.range(0, taken).mapToObj(i -> samples.sample((int) ((long) i * samples.size() / taken))).toList());
  }
}
