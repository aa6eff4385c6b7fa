package org.modelc.driver;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.prune.PrunedLayer;
import org.modelc.prune.PruningTarget;
import org.modelc.quant.Comparison;
import org.modelc.quant.Score;

/**
 * What pruning has brought.
 *
 * @param out the file that was written
 * @param flash bytes of constants in int8; where a budget for flash or instructions was given
 * @param instructions of one inference on the target; where a budget for them was given
 * @param before accuracy of the network as it was; empty without labelled samples to test with, as is that after
 * @param agreement for how many test samples both networks name the same class
 */
public record PruningReport(
    String out,
    List<PrunedLayer> layers,
    long macsBefore,
    long macsAfter,
    Optional<Change> flash,
    Optional<Change> instructions,
    Optional<Score> before,
    Optional<Score> after,
    Optional<Score> agreement) {

  public PruningReport {
    layers = List.copyOf(layers);
  }

  /** An amount before and after pruning. */
  public record Change(long before, long after) {}

  static PruningReport of(String out, Graph dense, Graph pruned, Optional<BudgetedPruning> budgets, Optional<Comparison> comparison) {
    return new PruningReport(
        out, PrunedLayer.all(dense, pruned), dense.macs(), pruned.macs(), change(budgets, PruningTarget.FLASH),
        change(budgets, PruningTarget.INSTRUCTIONS), comparison.flatMap(Comparison::referenceAccuracy),
        comparison.flatMap(Comparison::candidateAccuracy), comparison.flatMap(Comparison::agreement));
  }

  private static Optional<Change> change(Optional<BudgetedPruning> budgets, PruningTarget target) {
    return budgets.map(pruning -> new Change(pruning.before().amount(target), pruning.after().amount(target))).filter(change -> change.before() > 0);
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
