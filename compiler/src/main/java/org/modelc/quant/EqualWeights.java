package org.modelc.quant;

import java.util.Arrays;

/**
 * Gives both operators' weights of each channel the same largest magnitude, so that one scale fits all weights of a layer. After Nagel et
 * al., "Data-Free Quantization Through Weight Equalization and Bias Correction", 2019.
 */
final class EqualWeights implements FactorRule {

  @Override
  public double[] factors(EqualisationPair pair, double[] given, double[] taken) {
    double[] first = FactorRule.largestGiven(pair, given);
    double[] second = FactorRule.largestTaken(pair, taken);
    double[] factors = new double[pair.channels()];
    Arrays.setAll(factors, channel -> first[channel] > 0 && second[channel] > 0 ? Math.sqrt(second[channel] / first[channel]) : 1);
    return factors;
  }
}
