package org.modelc.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.modelc.problem.ProblemException;

class LocalToolchainTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final LocalToolchain toolchain = new LocalToolchain();
  private final Path work = toolchain.newWorkDirectory("local");

  @AfterEach
  void close() {
    toolchain.close();
  }

  @Test
  void givesBackWhatACommandLeftBehind() {
    CommandResult result = toolchain.run(work, LONG, List.of("sh", "-c", "pwd; echo problem >&2; exit 3"));
    assertThat(result).isEqualTo(new CommandResult(3, work + "\n", "problem\n"));
    assertThat(result.text()).isEqualTo("problem\n" + work);
    assertThat(result.line()).isEqualTo("problem | " + work);
  }

  @Test
  void endsCommandsThatTakeTooLongWithTheirChildren() {
    assertThatThrownBy(() -> toolchain.run(work, Duration.ofMillis(200), List.of("sh", "-c", "sleep 98765; true")))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("E503 sh: It did not end within 0.2 s.");
    assertThat(ProcessHandle.allProcesses().filter(ProcessHandle::isAlive))
        .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep 98765"));
  }

  @Test
  void reportsProgramsThatDoNotExist() {
    assertThatThrownBy(() -> toolchain.run(work, LONG, List.of("no-such-gcc")))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("E501 no-such-gcc: It cannot be started: ");
  }

  @Test
  void shortensLongOutputInMessages() {
    CommandResult result = toolchain.run(work, LONG, List.of("sh", "-c", "yes | head -n 10000"));
    assertThat(result.stdout()).hasSize(20000);
    assertThat(result.line()).hasSize(4003).endsWith("...");
  }
}
