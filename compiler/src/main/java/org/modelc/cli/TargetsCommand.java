package org.modelc.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.modelc.target.Targets;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "targets",
    description = "Lists the processors that C can be generated for, and the QEMU machine that runs it in tests.")
final class TargetsCommand implements Callable<Integer> {
  @ArgGroup
  private ListFormat format = new ListFormat();

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    List<TargetSummary> targets = Targets.all().stream().map(TargetSummary::of).toList();
    if (format.json()) {
      targets.forEach(target -> console.result(Json.line(target)));
    } else {
      console.result(format.markdown() ? TargetsPage.markdown(targets) : table(targets));
    }
    return ExitStatus.OK;
  }

  private static String table(List<TargetSummary> targets) {
    TextTable table = new TextTable("target", "extensions", "runs on", "description");
    targets.forEach(target -> table.row(target.name(), String.join(" ", target.isa()), target.runsOn(), target.description()));
    return table.toString();
  }
}
