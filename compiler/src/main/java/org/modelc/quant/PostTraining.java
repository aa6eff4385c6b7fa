package org.modelc.quant;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** Post-training quantisation as a whole: equalisation where it helps, calibration, quantisation. */
public final class PostTraining {
  /** Samples that equalisation looks at, at the most. */
  private static final int EQUALISATION_SAMPLES = 200;

  /** Samples on which two ways are compared. */
  private static final int TRIAL_SAMPLES = 32;

  private PostTraining() {}

  /**
   * A network in floats and in integers; values have the same names.
   *
   * @param floats whose values {@code integers} approximates: the given graph, or an equalised form of it that computes the same, but that
   *     activations with a bound above may be cut off a little beyond the largest that the samples showed
   * @param integers not yet finished by passes
   */
  public record Result(Graph floats, Graph integers) {}

  /**
   * Quantises {@code graph}.
   *
   * @param graph optimised
   * @param samples for this graph
   * @param problems receives W302 for each node that stays in floating point
   * @throws ProblemException E303 without samples, E304 if a value cannot be quantised
   */
  public static Result run(Graph graph, SampleSet samples, QuantisationOptions options, Problems problems) {
    return run(graph, samples, options, problems, floats -> options);
  }

  /**
   * As {@link #run(Graph, SampleSet, QuantisationOptions, Problems)} with options that depend on the graph.
   *
   * @param options for equalisation
   * @param chosen makes the options of quantisation of the graph whose values are quantised
   */
  public static Result run(
      Graph graph, SampleSet samples, QuantisationOptions options, Problems problems, Function<Graph, QuantisationOptions> chosen) {
    Graph floats = equalised(graph, samples, options);
    return new Result(floats, Quantiser.quantise(floats, Calibration.of(floats, samples), chosen.apply(floats), problems));
  }

  private static Graph equalised(Graph graph, SampleSet all, QuantisationOptions options) {
    if (options.equalisation() == Equalisation.OFF || graph.nodes().stream().noneMatch(node -> EqualisationPair.beginningWith(node, graph).isPresent())) {
      return graph;
    }
    SampleSet samples = spread(all, EQUALISATION_SAMPLES);
    Calibration calibration = Calibration.of(graph, samples);
    FactorRule rule = options.perChannel() ? new EqualActivations(calibration) : new EqualWeights();
    Graph candidate = CrossLayerEqualisation.run(graph, rule);
    return options.equalisation() == Equalisation.ON || isWorthIt(candidate, graph, calibration, options) ? candidate : graph;
  }

  /** Equal activations nearly always gain a little, equal weights a lot or nothing. */
  private static boolean isWorthIt(Graph candidate, Graph graph, Calibration calibration, QuantisationOptions options) {
    SampleSet trial = spread(calibration.samples(), TRIAL_SAMPLES);
    ResultError error = ResultError.of(graph, trial);
    double[] equalised = error.errors(quantisedPlainly(candidate, Calibration.of(candidate, calibration.samples()), options), trial);
    double[] plain = error.errors(quantisedPlainly(graph, calibration, options), trial);
    return options.perChannel() ? !ResultError.isClearlySmaller(plain, equalised) : ResultError.isClearlySmaller(equalised, plain);
  }

  private static Graph quantisedPlainly(Graph graph, Calibration calibration, QuantisationOptions options) {
    QuantisationOptions plain = options.withMethod(RangeMethod.LEAST_ERROR).withRounding(Rounding.NEAREST);
    return Quantiser.quantise(graph, calibration, plain, new Problems());
  }

  /** {@code count} samples at equal distances, or all. */
  static SampleSet spread(SampleSet samples, int count) {
    int taken = Math.min(count, samples.size());
    return SampleSet.of(IntStream.range(0, taken).mapToObj(i -> samples.sample((int) ((long) i * samples.size() / taken))).toList());
  }
}
