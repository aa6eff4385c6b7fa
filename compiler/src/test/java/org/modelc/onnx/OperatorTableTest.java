package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.modelc.onnx.translate.Operator;
import org.modelc.onnx.translate.OperatorTable;

class OperatorTableTest {
  @Test
  void everyOperatorHasOneRow() {
    assertThat(OperatorTable.operators()).extracting(operator -> operator.domain() + ":" + operator.type()).doesNotHaveDuplicates();
  }

  @Test
  void rowsCanBePrinted() {
    for (Operator operator : OperatorTable.operators()) {
      assertThat(operator.domain()).isIn(Set.of("", "ai.onnx.ml", "com.microsoft"));
      assertThat(operator.type()).matches("[A-Z][A-Za-z0-9]+");
      assertThat(operator.since()).as(operator.type()).isBetween(1, 28);
      assertThat(operator.note()).doesNotContain("\n", "|");
    }
  }
}
