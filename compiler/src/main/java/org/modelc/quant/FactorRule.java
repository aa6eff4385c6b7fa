package org.modelc.quant;

/** How {@link CrossLayerEqualisation} chooses the factors of a pair of operators. */
interface FactorRule {

  /**
   * A positive factor for each channel between the operators, 1 where nothing is known.
   *
   * @param given weights of the pair's first operator as they are now, output channels first
   * @param taken weights of its second operator as they are now, output channels first
   */
  double[] factors(EqualisationPair pair, double[] given, double[] taken);

  /** Whether it knows what to do where a bound above, as of Relu6, lies between the operators. */
  default boolean takesBounded() {
    return false;
  }

  /** The largest magnitude of the weights that each channel is given by. */
  static double[] largestGiven(EqualisationPair pair, double[] given) {
    int count = given.length / pair.channels();
    double[] largest = new double[pair.channels()];
    for (int i = 0; i < given.length; i++) {
      largest[i / count] = Math.max(largest[i / count], Math.abs(given[i]));
    }
    return largest;
  }

  /** The largest magnitude of the weights that each channel is multiplied with. */
  static double[] largestTaken(EqualisationPair pair, double[] taken) {
    int count = taken.length / pair.outputs();
    double[] largest = new double[pair.channels()];
    for (int i = 0; i < taken.length; i++) {
      int channel = pair.channel(i / count, i % count);
      largest[channel] = Math.max(largest[channel], Math.abs(taken[i]));
    }
    return largest;
  }
}
