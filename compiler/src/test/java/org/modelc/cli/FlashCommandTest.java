package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.TestModels;

class FlashCommandTest {
  @TempDir
  private Path folder;

  @Test
  void writesAnImageAndAPackage() throws Exception {
    CommandRun run = CommandRun.of("flash", TestModels.net("dscnn/dscnn_qdq.onnx").toString(), "--out", folder.resolve("out").toString());

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).contains("bytes of firmware");
    assertThat(folder.resolve("out/selftest.bin")).isNotEmptyFile();
    try (ZipFile zip = new ZipFile(folder.resolve("out/selftest.kfpkg").toFile())) {
      assertThat(new String(zip.getInputStream(zip.getEntry("flash-list.json")).readAllBytes()))
          .as("kflash reads it line by line").contains("\n      \"address\": 0,\n", "\n      \"bin\": \"selftest.bin\",\n", "\"sha256Prefix\": true");
    }
  }

  @Test
  void asksForAnOutputFolder() {
    assertThat(CommandRun.of("flash", "net.onnx").err()).contains("--out");
  }

  @Test
  void writesTheDemo() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("flash", TestModels.net("student/student.onnx").toString(), "--calibration",
        TestModels.net("lenet/calibration.npz").toString(), "--demo", "writing", "--board", "m5stickv", "--out", folder.resolve("out").toString()));
    arguments.addAll(TestModels.lenetPreprocessing());
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(folder.resolve("out/demo.bin")).isNotEmptyFile();
    assertThat(folder.resolve("out/demo.kfpkg")).isNotEmptyFile();
  }

  @Test
  void theDemoIsForOneBoard() {
    CommandRun run = CommandRun.of("flash", "net.onnx", "--demo", "picture", "--board", "dan", "--out", folder.toString());
    assertThat(run.err()).contains("E403", "M5StickV");
    assertThat(CommandRun.of("flash", "net.onnx", "--class-names", "names.txt", "--out", folder.toString()).err()).contains("E403", "--demo");
  }

  /** Before anything is built. */
  @Test
  void boardsAndPortsMustExist() {
    assertThat(CommandRun.of("flash", "net.onnx", "--board", "m5", "--out", folder.toString()).err()).contains("E403", "m5stickv", "maixduino");
    CommandRun run = CommandRun.of("flash", "net.onnx", "--port", "/dev/no-such-port", "--out", folder.toString());
    assertThat(run.status()).isEqualTo(ExitStatus.TOOLCHAIN);
    assertThat(run.err()).containsAnyOf("E506 --port /dev/no-such-port", "E501 kflash").doesNotContain("reads");
  }
}
