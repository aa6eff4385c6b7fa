package org.modelc.cli;

import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Options that count something. */
final class PositiveOption {
  private PositiveOption() {}

  /** @throws ProblemException E403 if {@code value} is below 1 */
  static void require(String option, int value) {
    if (value < 1) {
      throw new ProblemException(Code.E403, option + " " + value, "It must be at least 1.");
    }
  }
}
