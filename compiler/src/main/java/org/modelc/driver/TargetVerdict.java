package org.modelc.driver;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.modelc.problem.Problem;

/**
 * What running a model on one target showed.
 *
 * @param target its name
 * @param comparison of outputs with the interpreter's
 * @param tolerance largest error that is accepted; 0 where every byte must be equal
 * @param passed whether the comparison is within the tolerance and nothing failed
 * @param measurements empty if the firmware could not be built or run
 * @param problem why the firmware could not be built or run, if so
 */
public record TargetVerdict(
    String target,
    OutputComparison comparison,
    double tolerance,
    boolean passed,
    Optional<Measurements> measurements,
    Optional<Problem> problem) {

  /**
   * What the firmware takes.
   *
   * @param instructions of one inference; absent on the host, as is the stack
   * @param arenaBytes working memory
   * @param staticRamBytes variables, arena and inputs and outputs not counted
   * @param flashBytes code and constants of the linked image less an empty program's
   * @param constantBytes the model's constant arrays, part of the flash
   * @param instructionsByFunction the same instructions by function, the largest first
   */
  public record Measurements(
      OptionalLong instructions,
      long arenaBytes,
      long staticRamBytes,
      OptionalLong stackBytes,
      long flashBytes,
      long constantBytes,
      Map<String, Long> instructionsByFunction) {}
}
