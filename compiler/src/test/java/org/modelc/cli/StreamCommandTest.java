package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.modelc.onnx.OnnxModelBuilder.ints;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.TestModels;
import org.modelc.ir.DType;
import org.modelc.onnx.OnnxModelBuilder;

/** The option --stream, with a one-dimensional network as PyTorch exports it: 128 samples in time of 6 channels, no padding. */
class StreamCommandTest {
  @TempDir
  private Path folder;

  private Path network;

  @BeforeEach
  void buildNetwork() {
    network = OnnxModelBuilder.opset(17)
        .input("x", DType.F32, 1, 6, 128)
        .random("w0", 16, 6, 7).random("b0", 16).random("w1", 32, 16, 5).random("b1", 32).random("w2", 7, 32).random("b2", 7)
        .node("Conv", List.of("x", "w0", "b0"), List.of("c0"), ints("kernel_shape", 7))
        .node("Relu", List.of("c0"), List.of("r0"))
        .node("MaxPool", List.of("r0"), List.of("p0"), ints("kernel_shape", 2), ints("strides", 2))
        .node("Conv", List.of("p0", "w1", "b1"), List.of("c1"), ints("kernel_shape", 5))
        .node("Relu", List.of("c1"), List.of("r1"))
        .node("GlobalAveragePool", List.of("r1"), List.of("g"))
        .node("Flatten", List.of("g"), List.of("f"))
        .node("Gemm", List.of("f", "w2", "b2"), List.of("y"), OnnxModelBuilder.integer("transB", 1))
        .output("y")
        .save(folder.resolve("net.onnx"));
  }

  @Test
  void thePushTakesRowsOfChannels() throws Exception {
    Path out = folder.resolve("c");
    CommandRun run = CommandRun.of("compile", network.toString(), "--dtype", "f32", "--stream", "2", "--name", "har", "--out", out.toString());

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(Files.readString(out.resolve("har.h")))
        .contains("#define HAR_WINDOW_ROWS 128", "#define HAR_PUSH_ROWS 2", "#define HAR_ROW_ELEMENTS 6", "#define HAR_FIRST_OUTPUT 64")
        .contains("int32_t har_push(const float *input, float *output, void *arena);", "void har_reset(void *arena);")
        .doesNotContain("har_run");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6})
  void floatsOnAStreamEqualThoseOfWholeWindows(int rows) {
    CommandRun run = CommandRun.of(
        "verify", network.toString(), "--dtype", "f32", "--stream", String.valueOf(rows), "--targets", "host,cortex-m4", "--samples", "5");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    int calls = (128 + rows - 1) / rows + 4;
    assertThat(run.out()).containsPattern("cortex-m4 +" + calls + " .*bit-exact").contains("2 of 2 targets");
  }

  @Test
  void integersOnAStreamOfRealSamplesEqualThoseOfWholeWindows() {
    Path data = TestModels.requireShared("models/trained/c-cnn1d-har");
    CommandRun run = CommandRun.of(
        "verify", network.toString(), "--calibration", data.resolve("calib.npz").toString(), "--data", data.resolve("test.npz").toString(),
        "--stream", "4", "--targets", "host,cortex-m4,cortex-m55", "--samples", "30");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).containsPattern("cortex-m55 +61 .*bit-exact").contains("3 of 3 targets");
  }

  @Test
  void wakeWordsRunRowByRow() {
    Path file = TestModels.requireShared("models/mlperf-tiny/sww_int8_qdq.onnx");
    CommandRun run = CommandRun.of("verify", file.toString(), "--stream", "1", "--targets", "host,cortex-m4,k210", "--samples", "10");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).containsPattern("cortex-m4 +39 .*bit-exact").contains("3 of 3 targets");
  }

  @Test
  void paddedLayersAreNamedAndNothingIsWritten() {
    Path out = folder.resolve("padded");
    CommandRun run = CommandRun.of(
        "compile", TestModels.net("lenet/lenet.onnx").toString(), "--dtype", "f32", "--stream", "4", "--out", out.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err()).contains("E408", "pads 2 rows before and 2 behind");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--self-test", "--main", "--input-rows"})
  void whatIsForWholeInputsIsRefused(String option) {
    CommandRun run = CommandRun.of("compile", network.toString(), "--dtype", "f32", "--stream", "2", option, "--out", folder.resolve("c").toString());

    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err()).contains("E403", option);
  }
}
