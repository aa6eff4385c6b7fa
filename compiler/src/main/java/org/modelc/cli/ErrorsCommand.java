package org.modelc.cli;

import java.util.concurrent.Callable;
import org.modelc.problem.Code;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "errors",
    description = "Lists the codes of errors and warnings, what they mean and what to do.")
final class ErrorsCommand implements Callable<Integer> {
  @Option(names = "--markdown", description = "Print docs/errors.md.")
  private boolean markdown;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    if (markdown) {
      console.result(ErrorsPage.markdown());
      return ExitStatus.OK;
    }
    TextTable table = new TextTable("code", "meaning", "what to do");
    for (Code code : Code.values()) {
      table.row(code.name(), code.meaning(), code.remedy());
    }
    console.result(table.toString());
    return ExitStatus.OK;
  }
}
