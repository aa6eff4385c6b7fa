package org.modelc.report;

import org.modelc.c.GeneratedModel;
import org.modelc.c.LayerSummary;
import org.modelc.plan.MemoryPlan;
import org.modelc.target.Target;

/**
 * What one inference takes.
 *
 * @param constantBytes flash for constant arrays, without code and parameter structs
 * @param arenaBytes working memory that the caller gives
 * @param scratchBytes the largest part of the arena that a kernel needs for itself
 * @param arenaLowerBoundBytes the largest sum of tensors, or rows of tensors, that are needed at the same time
 * @param wholeLayersArenaBytes the same if no layer ran in bands of rows
 * @param stateBytes of the arena, which stay from one call to the next; rows of streams are not among them
 * @param stackBytes predicted, see {@link StackPrediction}
 * @param macs multiply-accumulate operations
 */
public record Totals(
    int constantBytes,
    int arenaBytes,
    int scratchBytes,
    int arenaLowerBoundBytes,
    int wholeLayersArenaBytes,
    int stateBytes,
    int stackBytes,
    long macs) {

  static Totals of(GeneratedModel model, MemoryPlan plan, Target target) {
    return new Totals(
        model.constantBytes(),
        plan.arenaBytes(),
        model.layers().stream().mapToInt(LayerSummary::scratchBytes).max().orElse(0),
        plan.peakLiveBytes(),
        plan.wholeLayersBytes(),
        plan.stateBytes(),
        StackPrediction.of(target).bytes(model.layers()),
        model.layers().stream().mapToLong(LayerSummary::macs).sum());
  }
}
