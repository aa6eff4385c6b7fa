package org.modelc.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Ends a stage because of problems in what the user gave; the command line prints them without a stack trace. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ProblemException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public ProblemException(Code code, String where, String cause) {
    this(List.of(Problem.of(code, where, cause)));
  }

  public ProblemException(Code code, String where, String cause, String remedy) {
    this(List.of(new Problem(code, where, cause, remedy)));
  }

  public List<Problem> problems() {
    return problems;
  }
}
