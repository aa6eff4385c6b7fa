package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.TestModels;
import org.modelc.data.ArrayFile;
import org.modelc.data.NpyArray;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.onnx.OnnxImporter;
import org.modelc.problem.Problems;

class QuantizeCommandTest {
  @TempDir
  Path folder;

  private CommandRun mlp(String... more) {
    List<String> arguments = new ArrayList<>(List.of(
        "quantize", TestModels.net("mlp_digits/mlp_digits.onnx").toString(),
        "--data", TestModels.net("mlp_digits/calibration.npz").toString(), "--out", out().toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("made/q.onnx");
  }

  private static String test() {
    return TestModels.net("mlp_digits/test.npz").toString();
  }

  @Test
  void writesAnIntegerModelAndSaysWhatItCosts() {
    CommandRun run = mlp("--test", test());

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).contains("accuracy, float  96.67 % (522 of 540), 95 % confidence", "accuracy, int8", "costs most", "saturated");
    assertThat(run.err()).contains("calibrates with calibration.npz", "measures 540 samples");
    CommandRun inspected = CommandRun.of("inspect", out().toString());
    assertThat(inspected.out()).contains("quantised: no calibration is needed", "QuantizeLinear", "All nodes can be compiled.");
  }

  /** The written model is what was measured: compiled, and but for single steps in ONNX Runtime. */
  @Test
  void theWrittenModelIsAsAccurateAsReported() throws Exception {
    CommandRun run = mlp("--test", test(), "--json");
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    JsonNode report = new ObjectMapper().readTree(run.out());
    CommandRun verified = CommandRun.of("verify", out().toString(), "--data", test(), "--targets", "host", "--samples", "3", "--json");
    assertThat(verified.status()).as(verified.err()).isEqualTo(ExitStatus.OK);
    JsonNode verification = new ObjectMapper().readTree(verified.out());
    assertThat(report.at("/accuracy/hits").asInt()).isGreaterThan(500);
    assertThat(verification.at("/accuracy/hits")).isEqualTo(report.at("/accuracy/hits"));
    assertThat(verification.at("/onnx_runtime/accuracy/hits").asInt())
        .isBetween(report.at("/accuracy/hits").asInt() - 2, report.at("/accuracy/hits").asInt() + 2);
    assertThat(report.at("/layers").size()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void everyChoiceOfAnOptionWorks() {
    for (String method : List.of("minmax", "moving-average", "percentile", "entropy", "mse")) {
      assertThat(mlp("--calibration-method", method).status()).as(method).isEqualTo(ExitStatus.OK);
    }
    assertThat(mlp("--weights", "per-tensor", "--equalise", "on", "--rounding", "adaptive").status()).isEqualTo(ExitStatus.OK);
    assertThat(mlp("--weights", "per-channel", "--equalise", "off", "--rounding", "nearest").status()).isEqualTo(ExitStatus.OK);
    assertThat(mlp("--calibration-method", "guess").status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void layersMayHaveTheFormatsThatABudgetAllows() throws Exception {
    CommandRun run = mlp("--test", test(), "--mixed", "flash=1900,accuracy=5", "--json");
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.at("/format").asText()).isEqualTo("mixed");
    assertThat(report.at("/formats").size()).isEqualTo(2);
    assertThat(report.at("/accuracy/hits").asInt()).isGreaterThan(480);
    CommandRun compiled = CommandRun.of(
        "compile", out().toString(), "--optimize", "size", "--out", folder.resolve("c").toString(), "--json");
    assertThat(compiled.status()).as(compiled.err()).isEqualTo(ExitStatus.OK);
    assertThat(new ObjectMapper().readTree(compiled.out()).at("/totals/constant_bytes").asInt()).isBetween(500, 1900);

    assertThat(mlp("--mixed", "flash=100").err()).contains("E307", "bytes of flash");
    assertThat(mlp("--mixed", "speed=1").status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void activationsMayHaveSixteenBits() {
    CommandRun run = mlp("--test", test(), "--activation-bits", "16");
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).contains("accuracy, w8a16");
    assertThat(mlp("--activation-bits", "12").err()).contains("E403", "8 or 16");
    assertThat(mlp("--activation-bits", "16", "--weight-bits", "4").err()).contains("E403", "needs --weight-bits 8");
  }

  @Test
  void theSameCommandGivesTheSameFile() throws Exception {
    mlp();
    byte[] first = Files.readAllBytes(out());
    mlp();
    assertThat(Files.readAllBytes(out())).isEqualTo(first);
  }

  @Test
  void labelsMayLieInAnotherFile() throws Exception {
    Graph graph = OnnxImporter.load(TestModels.net("mlp_digits/mlp_digits.onnx"), new Problems());
    int count = SampleSet.load(TestModels.net("mlp_digits/calibration.npz"), graph, Preprocessing.NONE).size();
    CommandRun run = mlp("--labels", labels(count, 3).toString());
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).contains("accuracy, int8");
    assertThat(mlp("--labels", labels(count - 1, 3).toString()).err()).contains("E306", (count - 1) + "");
    assertThat(mlp("--labels", labels(count, 10).toString()).err()).contains("E306", "10 classes");
  }

  private Path labels(int count, int label) throws Exception {
    Path file = folder.resolve("labels" + count + "_" + label + ".npy");
    long[] labels = new long[count];
    labels[1] = label;
    try (OutputStream out = Files.newOutputStream(file)) {
      ArrayFile.writeNpy(NpyArray.ofS64(Shape.of(count), labels), out);
    }
    return file;
  }

  @Test
  void whatIsQuantisedAlreadyIsRefused() {
    assertThat(mlp().status()).isEqualTo(ExitStatus.OK);
    CommandRun again = CommandRun.of(
        "quantize", out().toString(), "--data", TestModels.net("mlp_digits/calibration.npz").toString(), "--out",
        folder.resolve("again.onnx").toString());
    assertThat(again.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(again.err()).contains("E403", "quantised already");
    assertThat(folder.resolve("again.onnx")).doesNotExist();
  }

  @Test
  void badInputIsReportedAndNothingIsWritten() {
    assertThat(mlp("--test", folder.resolve("none.npz").toString()).err()).contains("E301");
    assertThat(mlp("--calibration-method", "percentile", "--percentile", "0").err()).contains("E403");
    assertThat(out()).doesNotExist();
  }
}
