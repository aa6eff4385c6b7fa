package org.modelc.driver;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.prune.PrunedLayer;
import org.modelc.quant.Comparison;
import org.modelc.quant.Score;

/**
 * What pruning has brought.
 *
 * @param out the file that was written
 * @param before accuracy of the network as it was; empty without labelled samples to test with, as is that after
 * @param agreement for how many test samples both networks name the same class
 */
public record PruningReport(
    String out,
    List<PrunedLayer> layers,
    long macsBefore,
    long macsAfter,
    Optional<Score> before,
    Optional<Score> after,
    Optional<Score> agreement) {

  public PruningReport {
    layers = List.copyOf(layers);
  }

  static PruningReport of(String out, Graph dense, Graph pruned, Optional<Comparison> comparison) {
    return new PruningReport(
        out, PrunedLayer.all(dense, pruned), dense.macs(), pruned.macs(), comparison.flatMap(Comparison::referenceAccuracy),
        comparison.flatMap(Comparison::candidateAccuracy), comparison.flatMap(Comparison::agreement));
  }

  /** Weights and biases. */
  public long parametersBefore() {
    return layers.stream().mapToLong(PrunedLayer::parametersBefore).sum();
  }

  /** Weights and biases, zeros included. */
  public long parametersAfter() {
    return layers.stream().mapToLong(PrunedLayer::parametersAfter).sum();
  }

  /** Weights that are zero. */
  public long zeros() {
    return layers.stream().mapToLong(PrunedLayer::zeros).sum();
  }
}
