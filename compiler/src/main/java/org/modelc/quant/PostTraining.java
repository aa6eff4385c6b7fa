package org.modelc.quant;

import java.util.function.BiFunction;
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
   *     activations with a bound above may be cut off a little beyond the largest that the samples showed, and that masks are no lower than they need be
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
    return run(graph, samples, options, problems, (floats, calibration) -> options);
  }

  /**
   * As {@link #run(Graph, SampleSet, QuantisationOptions, Problems)} with options that depend on the graph.
   *
   * @param options for equalisation
   * @param chosen makes the options of quantisation of the graph whose values are quantised, with what was seen of it
   */
  public static Result run(
      Graph graph, SampleSet samples, QuantisationOptions options, Problems problems,
      BiFunction<Graph, Calibration, QuantisationOptions> chosen) {
    Calibrated floats = equalised(IntegerForms.of(graph), samples, options).with(samples);
    return new Result(floats.graph(), Quantiser.quantise(
        floats.graph(), floats.calibration(), chosen.apply(floats.graph(), floats.calibration()), problems));
  }

  /** A float graph and what was seen of it. */
  private record Calibrated(Graph graph, Calibration calibration) {
    static Calibrated of(Graph graph, SampleSet samples) {
      return new Calibrated(graph, Calibration.of(graph, samples));
    }

    /** The same by all of {@code samples}, where it was some of them. */
    Calibrated with(SampleSet samples) {
      return calibration.samples().size() == samples.size() ? this : of(graph, samples);
    }
  }

  private static Calibrated equalised(Graph graph, SampleSet all, QuantisationOptions options) {
    if (options.equalisation() == Equalisation.OFF || graph.nodes().stream().noneMatch(node -> EqualisationPair.beginningWith(node, graph).isPresent())) {
      return Calibrated.of(graph, all);
    }
    SampleSet samples = spread(all, EQUALISATION_SAMPLES);
    Calibrated plain = Calibrated.of(graph, samples);
    FactorRule rule = options.perChannel() ? new EqualActivations(plain.calibration()) : new EqualWeights();
    Graph candidate = CrossLayerEqualisation.run(graph, rule);
    if (options.equalisation() == Equalisation.ON) {
      return Calibrated.of(candidate, all);
    }
    Calibrated equalised = Calibrated.of(candidate, samples);
    return isWorthIt(equalised, plain, options) ? equalised : plain;
  }

  /** Equal activations nearly always gain a little, equal weights a lot or nothing. */
  private static boolean isWorthIt(Calibrated equalised, Calibrated plain, QuantisationOptions options) {
    SampleSet trial = spread(plain.calibration().samples(), TRIAL_SAMPLES);
    ResultError error = ResultError.of(plain.graph(), trial);
    double[] errorsEqualised = error.errors(quantisedPlainly(equalised, options), trial);
    double[] errorsPlain = error.errors(quantisedPlainly(plain, options), trial);
    return options.perChannel()
        ? !ResultError.isClearlySmaller(errorsPlain, errorsEqualised)
        : ResultError.isClearlySmaller(errorsEqualised, errorsPlain);
  }

  private static Graph quantisedPlainly(Calibrated floats, QuantisationOptions options) {
    QuantisationOptions plain = options.withMethod(RangeMethod.LEAST_ERROR).withRounding(Rounding.NEAREST);
    return Quantiser.quantise(floats.graph(), floats.calibration(), plain, new Problems());
  }

  /** {@code count} samples at equal distances, or all. */
  static SampleSet spread(SampleSet samples, int count) {
    int taken = Math.min(count, samples.size());
    return SampleSet.of(IntStream.range(0, taken).mapToObj(i -> samples.sample((int) ((long) i * samples.size() / taken))).toList());
  }
}
