package org.modelc.cli;

import java.util.List;
import org.modelc.problem.Code;
import org.modelc.problem.Problem;

/** Exit codes of the command line; {@code docs/cli.md} documents them. */
final class ExitStatus {
  static final int OK = 0;
  static final int PROBLEMS = 1;
  static final int USAGE = 2;
  static final int MISMATCH = 3;
  static final int TOOLCHAIN = 4;
  static final int INTERNAL = 70;

  private ExitStatus() {}

  /** The status for a run that these problems ended: the gravest of them decides. */
  static int of(List<Problem> problems) {
    return problems.stream().map(Problem::code).filter(Code::isError).mapToInt(ExitStatus::of).max().orElse(OK);
  }

  private static int of(Code code) {
    return switch (code) {
      case E501, E502, E503, E505, E506 -> TOOLCHAIN;
      case E504 -> MISMATCH;
      case E901 -> INTERNAL;
      default -> PROBLEMS;
    };
  }
}
