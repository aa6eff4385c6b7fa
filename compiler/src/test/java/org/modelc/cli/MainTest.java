package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.modelc.Version;

class MainTest {
  @Test
  void helpListsCommandsExamplesAndExitCodes() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).contains("errors", "Exit codes:", "Examples:", "70");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void versionIsTheProjects() throws Exception {
    String pom = Files.readString(Path.of(System.getProperty("modelc.root"), "pom.xml"));

    assertThat(CommandRun.of("--version").out()).isEqualTo("modelc " + Version.TEXT + System.lineSeparator());
    assertThat(pom).contains("<version>" + Version.TEXT + "</version>");
  }

  @Test
  void unknownCommandIsAUsageErrorWithASuggestion() {
    CommandRun run = CommandRun.of("erors");

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("erors", "errors", "--help");
  }

  @Test
  void missingCommandIsAUsageError() {
    assertThat(CommandRun.of().status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void unknownOptionIsAUsageErrorWithASuggestion() {
    CommandRun run = CommandRun.of("errors", "--markdwn");

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.err()).contains("--markdwn", "--markdown");
  }
}
