package org.modelc.cli;

import java.util.concurrent.Callable;
import org.modelc.problem.Code;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "errors",
    description = "Lists the codes of errors and warnings, what they mean and what to do.")
final class ErrorsCommand implements Callable<Integer> {
  @ArgGroup
  private ListFormat format = new ListFormat();

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    if (format.json()) {
      for (Code code : Code.values()) {
        console.result(Json.line(new Line(code.name(), code.meaning(), code.remedy())));
      }
    } else {
      console.result(format.markdown() ? ErrorsPage.markdown() : table());
    }
    return ExitStatus.OK;
  }

  private static String table() {
    TextTable table = new TextTable("code", "meaning", "what to do");
    for (Code code : Code.values()) {
      table.row(code, code.meaning(), code.remedy());
    }
    return table.toString();
  }

  /** The JSON of a code. */
  private record Line(String code, String meaning, String remedy) {}
}
