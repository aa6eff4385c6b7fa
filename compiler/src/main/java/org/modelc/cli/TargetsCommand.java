package org.modelc.cli;

import java.util.List;
import org.modelc.target.Targets;
import picocli.CommandLine.Command;

@Command(
    name = "targets",
    description = "Lists the processors that C can be generated for, and the QEMU machine that runs it in tests.")
final class TargetsCommand extends ListCommand<TargetSummary> {
  @Override
  List<TargetSummary> entries() {
    return Targets.all().stream().map(TargetSummary::of).toList();
  }

  @Override
  TextTable table(List<TargetSummary> targets) {
    TextTable table = new TextTable("target", "extensions", "runs on", "description");
    targets.forEach(target -> table.row(target.name(), String.join(" ", target.isa()), target.runsOn(), target.description()));
    return table;
  }

  @Override
  String page(List<TargetSummary> targets) {
    return TargetsPage.markdown(targets);
  }
}
