package org.modelc.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.modelc.problem.ProblemException;
import org.modelc.target.CompilerSettings;
import org.modelc.target.Emulator;
import org.modelc.target.Family;
import org.modelc.target.Target;

class ToolchainsTest {

  private static Target target(String prefix, List<String> flags, String emulator) {
    return new Target(
        "odd", "a test", Family.ARM, List.of(), 4, new CompilerSettings(prefix, flags, List.of()),
        Optional.of(new Emulator(emulator, List.of())), Optional.empty(), List.of("gcc-odd", "qemu-odd", "gcc"));
  }

  @Test
  void namesTheCommandThatInstallsWhatIsMissing() {
    Target missing = target("odd-", List.of(), "qemu-system-odd");
    assertThatThrownBy(() -> Toolchains.find("local", List.of(missing)))
        .isInstanceOf(ProblemException.class)
        .hasMessage("E501 odd: This machine has no compiler and emulator, and no Docker engine for modelc's image."
            + " Install them: sudo apt-get install -y --no-install-recommends gcc libc6-dev gcc-odd qemu-odd");
  }

  @Test
  void findsToolsOnThePathThatWork() {
    Target complete = target("", List.of(), "sh");
    Target wrongFlag = target("", List.of("--no-such-flag"), "sh");
    Target noEmulator = target("", List.of(), "qemu-system-odd");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "this machine has no gcc");
    assertThat(ToolSearch.incomplete(List.of(complete, wrongFlag, noEmulator))).containsExactly(wrongFlag, noEmulator);
  }

  @Test
  void refusesAnotherChoice() {
    assertThatThrownBy(() -> Toolchains.find("cloud", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auto, local, docker");
  }
}
