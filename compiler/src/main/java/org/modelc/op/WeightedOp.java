package org.modelc.op;

/**
 * A linear operator with inputs (activations, weights, bias): weights have the output channels as axis 0 and bias one element for each of
 * them. Its integer form takes S8 or S16 activations, S8 symmetric weights (per tensor or per channel along axis 0) and S32 bias quantised with
 * scale {@code activation scale * weight scale}.
 */
public interface WeightedOp {
  int ACTIVATIONS = 0;
  int WEIGHTS = 1;
  int BIAS = 2;
  int OUTPUT_CHANNEL_AXIS = 0;

  /** The bounds applied to the result. */
  Clamp clamp();

  /** The same operator with other bounds. */
  Op withClamp(Clamp clamp);
}
