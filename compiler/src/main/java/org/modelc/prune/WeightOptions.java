package org.modelc.prune;

/**
 * How weights are set to zero.
 *
 * @param sparsity part of the weights that becomes zero, above 0 and below 1; what the pattern says if it says so
 * @param perLayer whether every layer gets this sparsity, not all layers in one
 * @param reconstruct whether the remaining weights are fitted to samples
 */
public record WeightOptions(double sparsity, boolean perLayer, SparsityPattern pattern, Importance importance, boolean reconstruct) {
  public WeightOptions {
    if (!(sparsity > 0 && sparsity < 1)) {
      throw new IllegalArgumentException("the sparsity must be between 0 and 1, not " + sparsity);
    }
    if (pattern.isRatio() && Math.abs(sparsity - pattern.sparsity()) > 1e-9) {
      throw new IllegalArgumentException("the pattern sets " + pattern.sparsity() + " of the weights to zero, not " + sparsity);
    }
  }

  WeightOptions withSparsity(double newSparsity) {
    return new WeightOptions(newSparsity, perLayer, pattern, importance, reconstruct);
  }
}
