package org.modelc.cli;

import java.util.List;
import org.modelc.onnx.translate.Operator;
import org.modelc.onnx.translate.OperatorTable;
import picocli.CommandLine.Command;

@Command(
    name = "ops",
    description = "Lists the ONNX operators that can be compiled, with what is supported of them.")
final class OpsCommand extends ListCommand<OpsCommand.OperatorSummary> {
  @Override
  List<OperatorSummary> entries() {
    return OperatorTable.operators().stream().map(OperatorSummary::of).toList();
  }

  @Override
  TextTable table(List<OperatorSummary> operators) {
    TextTable table = new TextTable("domain", "operator", "since", "supported");
    operators.forEach(operator -> table.row(operator.domain(), operator.operator(), operator.sinceOpset(), operator.note()));
    return table;
  }

  @Override
  String page(List<OperatorSummary> operators) {
    return OperatorsPage.markdown(operators);
  }

  /** One operator. */
  record OperatorSummary(String domain, String operator, int sinceOpset, String note) {
    static OperatorSummary of(Operator operator) {
      String domain = operator.domain().isEmpty() ? "ai.onnx" : operator.domain();
      return new OperatorSummary(domain, operator.type(), operator.since(), operator.note());
    }
  }
}
