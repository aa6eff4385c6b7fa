package org.modelc.cli;

import java.io.PrintWriter;
import java.util.List;
import org.modelc.driver.Progress;
import org.modelc.problem.Problem;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes: results on standard output, everything else (progress, warnings, errors) on standard error, so that output made
 * for machines can be piped.
 */
record Console(PrintWriter out, PrintWriter err) implements Progress {

  /** The streams of a command as picocli was given them. */
  static Console of(CommandSpec spec) {
    return new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  /** A line of the result. */
  void result(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void begins(String activity) {
    note(activity);
  }

  /** A line about what goes on. */
  void note(String line) {
    err.println(line);
    err.flush();
  }

  /** One line for each problem, for example {@code error E203 node "conv1" (Conv): kernel is 0x3. Remedy.} */
  void problems(List<Problem> problems) {
    problems.forEach(problem -> note((problem.code().isError() ? "error " : "warning ") + problem));
  }
}
