package org.modelc.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.modelc.problem.ProblemException;
import org.modelc.target.Targets;

/** The tool chain that users get from {@code --toolchain docker}; the other tests use Testcontainers. */
class DockerToolchainTest {

  private DockerToolchain toolchain;

  @BeforeEach
  void start() {
    assumeTrue(DockerImage.engineAnswers(), "no Docker engine answers");
    toolchain = new DockerToolchain(DockerImage.find().orElseThrow());
  }

  @AfterEach
  void stop() {
    if (toolchain != null) {
      toolchain.close();
    }
  }

  @Test
  void runsAModel() {
    byte[] samples = ToyModel.samples(2);
    FirmwareRun run = new FirmwareBuilder(toolchain, Targets.find("k210")).build(ToyModel.MODEL).run(samples);
    assertThat(run.sample(1)).isEqualTo(ToyModel.expected(samples, 1));
    assertThat(run.instructions().orElseThrow()).isPositive();
  }

  @Test
  void sharesWorkDirectoriesWithTheSameOwner() throws IOException {
    Path work = toolchain.newWorkDirectory("owner");
    CommandResult result = toolchain.run(work, Duration.ofSeconds(30), List.of("touch", "made inside"));
    assertThat(result.succeeded()).isTrue();
    assertThat(Files.getOwner(work.resolve("made inside"))).isEqualTo(Files.getOwner(work));
  }

  @Test
  void endsCommandsThatTakeTooLong() {
    Path work = toolchain.newWorkDirectory("slow");
    assertThatThrownBy(() -> toolchain.run(work, Duration.ofSeconds(1), List.of("sleep", "100")))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("E503 sleep: It did not end within 1.0 s.");
  }

  @Test
  void deletesItsWorkDirectoriesWhenClosed() {
    Path work = toolchain.newWorkDirectory("closed");
    toolchain.close();
    toolchain = null;
    assertThat(work.getParent()).doesNotExist();
  }

  @Test
  void refusesAnImageThatDoesNotExist() {
    assertThatThrownBy(() -> new DockerToolchain("modelc-toolchain:no-such-tag"))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("E501 docker run");
  }
}
