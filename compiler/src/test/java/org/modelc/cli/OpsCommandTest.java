package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class OpsCommandTest {
  @Test
  void listsOperatorsOfAllDomains() {
    CommandRun run = CommandRun.of("ops");

    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).contains("Conv", "QLinearConv", "Scaler", "ai.onnx.ml", "com.microsoft");
  }

  @Test
  void jsonHasOneObjectALine() throws Exception {
    String line = CommandRun.of("ops", "--json").out().lines().findFirst().orElseThrow();

    assertThat(new ObjectMapper().readTree(line).fieldNames()).toIterable().containsExactly("domain", "operator", "since_opset", "note");
  }
}
