package org.modelc.op;

import java.util.Optional;
import org.modelc.ir.Quant;

/**
 * How the post-training quantiser chooses the quantisation of an operator's result.
 *
 * @param kind what decides
 * @param fixed the quantisation for {@link Kind#FIXED}
 */
public record QuantRule(Kind kind, Optional<Quant> fixed) {
  /** What decides the result's scale and zero point. */
  public enum Kind {
    /** The range observed over the calibration samples. */
    OBSERVED,
    /** The first input's, as the operator only moves or selects elements. */
    SAME_AS_INPUT,
    /** The operator's mathematical range, as of Softmax. */
    FIXED,
    /** The result is no real number (an index, a truth value) and has no quantisation; inputs are quantised, each in its own way. */
    INTEGER,
    /** There is no integer implementation: the operator stays in floating point. */
    FLOAT_ONLY
  }

  public static final QuantRule OBSERVED = new QuantRule(Kind.OBSERVED, Optional.empty());
  public static final QuantRule SAME_AS_INPUT = new QuantRule(Kind.SAME_AS_INPUT, Optional.empty());
  public static final QuantRule INTEGER = new QuantRule(Kind.INTEGER, Optional.empty());
  public static final QuantRule FLOAT_ONLY = new QuantRule(Kind.FLOAT_ONLY, Optional.empty());

  /** S8 with this quantisation whatever the samples. */
  public static QuantRule fixed(float scale, int zeroPoint) {
    return new QuantRule(Kind.FIXED, Optional.of(Quant.perTensor(scale, zeroPoint)));
  }
}
