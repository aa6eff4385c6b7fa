package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.modelc.target.Targets;

class TargetsCommandTest {
  @Test
  void listsEveryTarget() {
    CommandRun run = CommandRun.of("targets");

    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.out().lines()).hasSize(1 + Targets.all().size());
    Targets.all().forEach(target -> assertThat(run.out()).contains(target.name(), target.description()));
  }

  @Test
  void jsonHasOneObjectALine() throws Exception {
    CommandRun run = CommandRun.of("targets", "--json");

    assertThat(run.out().lines()).hasSize(Targets.all().size());
    JsonNode first = new ObjectMapper().readTree(run.out().lines().findFirst().orElseThrow());
    assertThat(first.fieldNames()).toIterable()
        .containsExactly("name", "description", "family", "isa", "buffer_alignment", "runs_on", "packages");
  }
}
