package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages below docs/ that a command generates are what it prints now. */
class GeneratedPagesTest {
  @ParameterizedTest
  @CsvSource({"errors, errors", "targets, targets", "ops, operators"})
  void pageIsCurrent(String command, String name) throws IOException {
    Path page = Path.of(System.getProperty("modelc.root"), "docs", name + ".md");

    assertThat(Files.readString(page))
        .as("run `./modelc %s --markdown > docs/%s.md`", command, name)
        .isEqualTo(CommandRun.of(command, "--markdown").out());
  }
}
