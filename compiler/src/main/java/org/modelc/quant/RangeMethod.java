package org.modelc.quant;

import java.util.function.Function;
import org.modelc.ir.Graph;
import org.modelc.ir.Value;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Chooses the range of a value that its integers shall cover; what lies outside saturates. */
public interface RangeMethod {
  /** All that was seen. */
  RangeMethod MIN_MAX = ActivationStatistics::range;

  /** The range of a sample, averaged over the samples. */
  RangeMethod MOVING_AVERAGE = ActivationStatistics::averageRange;

  /** What gives the least sum of squared errors. */
  RangeMethod LEAST_ERROR = ActivationStatistics::rangeOfLeastError;

  /** What keeps the distribution: the least relative entropy. */
  RangeMethod ENTROPY = ActivationStatistics::rangeOfLeastDivergence;

  /** For each value the method with which the network's outputs lose least. */
  RangeMethod AUTOMATIC = new AutomaticRanges();

  /** The range of a value of which this was seen. */
  Range choose(ActivationStatistics statistics);

  /**
   * The range of each F32 value of {@code graph}.
   *
   * @throws ProblemException E304 from the function, for a value that calibration did not reach
   */
  default Function<Value, Range> ranges(Graph graph, Calibration calibration) {
    return value -> choose(statistics(value, calibration));
  }

  /** @throws ProblemException E304 if calibration did not reach {@code value} */
  static ActivationStatistics statistics(Value value, Calibration calibration) {
    return calibration.statistics(value.name())
        .orElseThrow(() -> new ProblemException(Code.E304, "value \"" + value.name() + "\"", "calibration did not reach it."));
  }

  /**
   * The range of {@code percent} per cent of the elements; half of the others are cut off at either end.
   *
   * @param percent above 0, up to 100
   * @throws IllegalArgumentException if it is not
   */
  static RangeMethod percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("a percentile is above 0 and at most 100, not " + percent);
    }
    double fraction = (100 - percent) / 200;
    return statistics -> statistics.rangeWithout(fraction);
  }
}
