package org.modelc.cli;

import java.util.List;
import org.modelc.problem.Code;
import org.modelc.problem.Problem;
import org.modelc.problem.ProblemException;

/** Turns whatever ended a command into messages and an exit code. */
final class Failures {
  private final Console console;
  private final boolean debug;

  Failures(Console console, boolean debug) {
    this.console = console;
    this.debug = debug;
  }

  int report(Throwable failure) {
    if (debug) {
      failure.printStackTrace(console.err());
    }
    if (failure instanceof ProblemException problems) {
      console.problems(problems.problems());
      return ExitStatus.of(problems.problems());
    }
    console.problems(List.of(internal(failure)));
    return ExitStatus.INTERNAL;
  }

  private static Problem internal(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return new Problem(Code.E107, "", "Memory is exhausted.", "Give Java more (JAVA_TOOL_OPTIONS=-Xmx4g) if the model is meant to be this large.");
    }
    if (failure instanceof StackOverflowError) {
      return Problem.of(Code.E107, "", "The graph is nested too deeply.");
    }
    return Problem.of(Code.E901, "", failure.getClass().getSimpleName() + ": " + failure.getMessage() + ".");
  }
}
