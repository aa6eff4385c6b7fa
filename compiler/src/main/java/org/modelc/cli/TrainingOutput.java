package org.modelc.cli;

import org.modelc.driver.Training;
import org.modelc.driver.TrainingReport;
import org.modelc.driver.TrainingRequest;
import org.modelc.problem.Problems;

/** What all commands that train do: they train, and print what came of it. */
final class TrainingOutput {
  private TrainingOutput() {}

  /** The exit code. */
  static int run(TrainingRequest request, Console console, boolean json) {
    Problems problems = new Problems();
    try (TrainingConsole listener = new TrainingConsole(console)) {
      TrainingReport report = Training.run(request, problems, console, listener);
      report.problem().ifPresent(problems::add);
      console.result(json ? Json.line(report) : TrainingText.of(report));
      console.problems(problems.all());
      return ExitStatus.of(problems.all());
    }
  }
}
