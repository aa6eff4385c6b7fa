package org.modelc.driver;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.prune.PruningTarget;
import org.modelc.prune.StructuredOptions;
import org.modelc.prune.StructuredPruning;

/**
 * Removes channels until the network's C keeps to a budget of flash or instructions. What channels save is estimated with the layers' costs
 * as measured before; the result is measured, and where it takes too much more channels go.
 */
final class BudgetedPruning {
  private static final int ATTEMPTS = 5;

  /** Estimates that have been wrong once are not trusted to the last byte. */
  private static final double MARGIN = 0.99;

  private final Graph dense;
  private final SampleSet samples;
  private final Function<Graph, DeployedCost> measure;
  private DeployedCost before;
  private DeployedCost after;

  /** @param measure what a float graph takes */
  BudgetedPruning(Graph dense, SampleSet samples, Function<Graph, DeployedCost> measure) {
    this.dense = dense;
    this.samples = samples;
    this.measure = measure;
  }

  /**
   * The smaller graph; the same if it keeps to all budgets already.
   *
   * @throws ProblemException E321 if a target cannot be reached
   */
  Graph prune(StructuredOptions options) {
    before = measure.apply(dense);
    after = before;
    Map<PruningTarget, Double> budgets = budgets(options);
    Map<PruningTarget, Double> parts = new EnumMap<>(PruningTarget.class);
    options.fractions().forEach((target, value) -> parts.put(
        target, budgets.containsKey(target) ? budgets.get(target) / before.amount(target) : value));
    parts.values().removeIf(part -> part >= 1);
    Graph pruned = dense;
    for (int attempt = 0; attempt < ATTEMPTS && (attempt == 0 ? !parts.isEmpty() : isOver(budgets, parts)); attempt++) {
      pruned = StructuredPruning.prune(dense, options.withFractions(parts), Optional.of(samples), before.instructions());
      after = measure.apply(pruned);
    }
    requireWithin(budgets);
    return pruned;
  }

  private Map<PruningTarget, Double> budgets(StructuredOptions options) {
    Map<PruningTarget, Double> budgets = new EnumMap<>(PruningTarget.class);
    options.fractions().forEach((target, value) -> {
      if (target.isMeasured()) {
        budgets.put(target, value < 1 ? value * before.amount(target) : value);
      }
    });
    return budgets;
  }

  /** Whether more must go; then {@code parts} say how much. */
  private boolean isOver(Map<PruningTarget, Double> budgets, Map<PruningTarget, Double> parts) {
    boolean over = false;
    for (Map.Entry<PruningTarget, Double> budget : budgets.entrySet()) {
      double ratio = budget.getValue() / after.amount(budget.getKey());
      if (ratio < 1) {
        parts.merge(budget.getKey(), ratio * MARGIN, (part, factor) -> part * factor);
        over = true;
      }
    }
    return over;
  }

  private void requireWithin(Map<PruningTarget, Double> budgets) {
    budgets.forEach((target, budget) -> {
      if (after.amount(target) > budget) {
        throw new ProblemException(Code.E321, "network \"" + dense.name() + "\"",
            "After " + ATTEMPTS + " attempts its " + target + " are " + after.amount(target) + ", more than " + Math.round(budget) + ".",
            "Ask for less, or prune what is written again.");
      }
    });
  }

  DeployedCost before() {
    return before;
  }

  DeployedCost after() {
    return after;
  }
}
