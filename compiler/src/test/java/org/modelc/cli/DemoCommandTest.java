package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir
  private Path folder;

  @Test
  void runsFiveHundredDigitsAndPrintsWhatItTook() {
    CommandRun run = CommandRun.of("demo", "--out", folder.resolve("demo-out").toString());

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out())
        .contains("500 held-back digits", "98.80 % (494 of 500)", "5,000 of 5,000 equal", "416,520", "flash", "stack", "instructions");
    assertThat(folder.resolve("demo-out")).isDirectoryContaining("glob:**/{lenet.c,lenet.h,main.c}");
  }
}
