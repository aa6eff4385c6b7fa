package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.TestModels;
import org.modelc.data.Preprocessing;
import org.modelc.firmware.TestToolchain;
import org.modelc.firmware.Toolchain;
import org.modelc.ir.DType;
import org.modelc.onnx.OnnxModelBuilder;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** The image for a K210 boots, from its first instruction at 0x80000000, on QEMU with stand-ins for the chip's devices, and finds itself right. */
class KpuFlashTest {
  private static final int LAYERS = 20;

  private final Toolchain toolchain = TestToolchain.shared();

  @Test
  void firmwareBootsAndPasses() throws IOException {
    FlashImage image = image();
    String printed = boot(image.binary());
    assertThat(printed).contains("modelc self-test", "0 wrong layers, 0 different elements of the result", "PASS", "clocks on").doesNotContain("WRONG");
    assertThat(printed.lines().filter(line -> line.startsWith("ok "))).hasSize(LAYERS);
  }

  @Test
  void networksWithoutLayersOnTheKpuPassToo() throws IOException {
    ModelRequest request = ModelRequest.quantised(
        TestModels.net("mlp_digits/mlp_digits.onnx"), TestModels.net("mlp_digits/calibration.npz"), Preprocessing.NONE);
    FlashImage image = SelfTestImage.of(request, toolchain, new Problems(), Progress.SILENT);
    assertThat(boot(image.binary())).contains("0 wrong layers, 0 different elements of the result", "PASS");
  }

  @Test
  void whatDoesNotFitTheMemoryIsRefused(@TempDir Path folder) {
    Path file = OnnxModelBuilder.opset(17).input("x", DType.F32, 1, 1, 1, 1).longs("shape", 1, 1, 1400, 1400)
        .node("Expand", List.of("x", "shape"), List.of("large")).node("GlobalAveragePool", List.of("large"), List.of("y")).output("y")
        .save(folder.resolve("large.onnx"));
    assertThatThrownBy(() -> SelfTestImage.of(ModelRequest.asIs(file, Precision.F32), toolchain, new Problems(), Progress.SILENT))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems().get(0).code()).isEqualTo(Code.E405));
  }

  @Test
  void aWrongLayerShows() throws IOException {
    byte[] binary = image().binary();
    int at = new String(binary, StandardCharsets.ISO_8859_1).indexOf("modelc self-test");
    assertThat(at).isPositive();
    assertThat(boot(withOtherTable(binary))).contains("WRONG", "FAIL");
  }

  /** The slope of an activation table changed: 16385 as it stands in bits 23:8 of a word whose lowest byte is the shift. */
  private static byte[] withOtherTable(byte[] binary) {
    byte[] changed = binary.clone();
    for (int i = 0; i + 8 <= changed.length; i += 8) {
      boolean slope = changed[i] == 26 && changed[i + 1] == 1 && changed[i + 2] == 0x40;
      if (slope) {
        changed[i] = 25;
        return changed;
      }
    }
    throw new AssertionError("no activation table");
  }

  @Test
  void filesAreTheSameEveryTime() {
    Map<String, byte[]> files = image().files();
    assertThat(files).containsOnlyKeys("selftest.bin", "selftest.kfpkg");
    assertThat(image().files().get("selftest.kfpkg")).isEqualTo(files.get("selftest.kfpkg"));
  }

  /** The command, with its port. Runs where {@code test-models/kpu/prepare} has installed kflash; {@code fake_rom.py} stands for the chip. */
  @Test
  void flashWritesWhatBoots(@TempDir Path folder) throws Exception {
    Path python = kflash().resolve("bin/python3");
    assumeTrue(Files.exists(python), "skipped: kflash is not in " + kflash() + "; run test-models/kpu/prepare");
    String rom = TestModels.root().resolve("test-models/kpu/fake_rom.py").toString();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    assertThat(succeeds(
        folder, python.toString(), rom, "booted.bin", java, "-Dmodelc.root=" + TestModels.root(), "-cp", System.getProperty("java.class.path"),
        "org.modelc.cli.Main", "flash", TestModels.net("dscnn/dscnn_qdq.onnx").toString(), "--out", "out", "--port", "PORT"))
        .as(Files.readString(folder.resolve("log"))).isTrue();
    byte[] booted = Files.readAllBytes(folder.resolve("booted.bin"));
    assertThat(booted).isEqualTo(Files.readAllBytes(folder.resolve("out/selftest.bin")));
    assertThat(boot(booted)).contains("PASS");
  }

  private static Path kflash() {
    return Optional.ofNullable(System.getenv("MODELC_KFLASH")).map(Path::of)
        .orElse(Path.of(System.getProperty("user.home"), ".cache/modelc/kflash"));
  }

  private static boolean succeeds(Path folder, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    Process process = builder.redirectOutput(folder.resolve("log").toFile()).start();
    return process.waitFor() == 0;
  }

  private FlashImage image() {
    ModelRequest request = ModelRequest.asIs(TestModels.net("dscnn/dscnn_qdq.onnx"), Precision.INT8);
    return SelfTestImage.of(request, toolchain, new Problems(), Progress.SILENT);
  }

  private String boot(byte[] program) throws IOException {
    K210Emulation.Run run = new K210Emulation(toolchain).boot(program, "monitor.c", List.of(), new byte[1]);
    assertThat(run.succeeded()).as(run.printed()).isTrue();
    return run.printed();
  }
}
