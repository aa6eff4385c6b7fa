package org.modelc.kernel;

/** A format of weights that takes less flash than a byte each. */
interface WeightCompression {
  /** The ending of the kernels that read it, behind {@code modelc_conv_}. */
  String ending();

  /** Whether the weights can be written so and the kernels' sums stay within 32 bits. */
  boolean accepts(Product product);

  /** The weights, filter after filter. */
  byte[] pack(Product product);

  /** Estimated instructions for all filters at one place. */
  double instructions(Product product);
}
