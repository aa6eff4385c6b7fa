package org.modelc.report;

import java.util.List;
import org.modelc.quant.Score;

/**
 * A network on a way of a recipe, as it is in int8 on a microcontroller.
 *
 * @param name the step that has made it
 * @param file where it is
 * @param accuracy on the test samples, of the integer network
 * @param constantBytes flash for constant arrays
 * @param arenaBytes working memory
 * @param macs multiply-accumulate operations of one inference
 */
public record Candidate(String name, String file, Score accuracy, int constantBytes, int arenaBytes, long macs) {

  /** Whether none of {@code others} is at least as good in accuracy, flash and MACs and better in one of them (Pareto's optimum). */
  public boolean isBest(List<Candidate> others) {
    return others.stream().noneMatch(other -> other.isAtLeastAsGoodAs(this) && !this.isAtLeastAsGoodAs(other));
  }

  private boolean isAtLeastAsGoodAs(Candidate other) {
    return accuracy.hits() >= other.accuracy.hits() && constantBytes <= other.constantBytes && macs <= other.macs;
  }
}
