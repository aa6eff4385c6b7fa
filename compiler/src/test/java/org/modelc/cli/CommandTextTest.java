package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTextTest {
  @Test
  void leavesOutFoldersAndWhatDoesNotChangeTheFiles() {
    List<String> arguments = List.of(
        "compile", "/home/me/net.onnx", "--calibration=../data/c.npz", "--out", "/tmp/x", "--out=/tmp/y", "--json", "--input-mean", "0.1,0.2");

    assertThat(CommandText.of(arguments)).isEqualTo("modelc compile net.onnx --calibration=c.npz --input-mean 0.1,0.2");
  }

  @Test
  void quotesForAShell() {
    assertThat(CommandText.of(List.of("compile", "my net.onnx"))).isEqualTo("modelc compile 'my net.onnx'");
  }
}
