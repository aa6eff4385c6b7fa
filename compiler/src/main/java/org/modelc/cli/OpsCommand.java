package org.modelc.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.modelc.onnx.translate.Operator;
import org.modelc.onnx.translate.OperatorTable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "ops",
    description = "Lists the ONNX operators that can be compiled, with what is supported of them.")
final class OpsCommand implements Callable<Integer> {
  @ArgGroup
  private ListFormat format = new ListFormat();

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    List<OperatorSummary> operators = OperatorTable.operators().stream().map(OperatorSummary::of).toList();
    if (format.json()) {
      operators.forEach(operator -> console.result(Json.line(operator)));
    } else {
      console.result(format.markdown() ? OperatorsPage.markdown(operators) : table(operators));
    }
    return ExitStatus.OK;
  }

  private static String table(List<OperatorSummary> operators) {
    TextTable table = new TextTable("domain", "operator", "since", "supported");
    operators.forEach(operator -> table.row(operator.domain(), operator.operator(), operator.sinceOpset(), operator.note()));
    return table.toString();
  }

  /** One operator; also the schema of the JSON. */
  record OperatorSummary(String domain, String operator, int sinceOpset, String note) {
    static OperatorSummary of(Operator operator) {
      String domain = operator.domain().isEmpty() ? "ai.onnx" : operator.domain();
      return new OperatorSummary(domain, operator.type(), operator.since(), operator.note());
    }
  }
}
