package org.modelc.cli;

import java.util.Arrays;
import java.util.List;
import org.modelc.problem.Code;
import picocli.CommandLine.Command;

@Command(
    name = "errors",
    description = "Lists the codes of errors and warnings, what they mean and what to do.")
final class ErrorsCommand extends ListCommand<ErrorsCommand.CodeSummary> {
  @Override
  List<CodeSummary> entries() {
    return Arrays.stream(Code.values()).map(code -> new CodeSummary(code.name(), code.meaning(), code.remedy())).toList();
  }

  @Override
  TextTable table(List<CodeSummary> codes) {
    TextTable table = new TextTable("code", "meaning", "what to do");
    codes.forEach(code -> table.row(code.code(), code.meaning(), code.remedy()));
    return table;
  }

  @Override
  String page(List<CodeSummary> codes) {
    return ErrorsPage.markdown(codes);
  }

  /** One error or warning. */
  record CodeSummary(String code, String meaning, String remedy) {}
}
