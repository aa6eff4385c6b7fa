package org.modelc.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarningCheckTest {

  private final WarningCheck check = new WarningCheck(TestToolchain.shared());

  @Test
  void acceptsCleanSources() {
    assertThat(check.findings(KnownModels.directory("toy"))).isEmpty();
  }

  @Test
  void reportsAWarningOfEveryCompilerAndLanguage(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("narrow.c"), "signed char narrow(int x);\nsigned char narrow(int x) { return x; }\n");
    assertThat(check.findings(directory))
        .hasSize(4)
        .allSatisfy(finding -> assertThat(finding).contains("narrow.c:2:").contains("conversion"))
        .anySatisfy(finding -> assertThat(finding).startsWith("clang -x c++ -std=c++17"));
  }
}
