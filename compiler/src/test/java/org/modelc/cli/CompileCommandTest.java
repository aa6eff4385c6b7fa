package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.TestModels;
import org.modelc.ir.DType;
import org.modelc.onnx.OnnxModelBuilder;

class CompileCommandTest {
  @TempDir
  private Path folder;

  private CommandRun compileLenet(Path out, String... more) {
    List<String> arguments = new ArrayList<>(List.of(
        "compile", TestModels.net("lenet/lenet.onnx").toString(),
        "--calibration", TestModels.net("lenet/calibration.npz").toString(),
        "--out", out.toString()));
    arguments.addAll(TestModels.lenetPreprocessing());
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  @Test
  void writesModelAndRuntime() throws Exception {
    CommandRun run = compileLenet(folder.resolve("out"), "--name", "digits");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(files(folder.resolve("out"))).containsKeys("digits.c", "digits.h", "modelc.h", "modelc_max_pool_s8.c");
  }

  @Test
  void reportsEveryLayerAndTheTotals() throws Exception {
    CommandRun run = compileLenet(folder.resolve("out"));

    JsonNode report = new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
    long macs = 0;
    long parameters = 0;
    for (JsonNode layer : report.get("layers")) {
      macs += layer.get("macs").asLong();
      parameters += layer.get("parameter_bytes").asLong();
      assertThat(run.out()).contains(layer.get("node").asText(), layer.get("kernel").asText());
    }
    JsonNode totals = report.get("totals");
    assertThat(totals.get("macs").asLong()).isEqualTo(macs).isPositive();
    assertThat(totals.get("constant_bytes").asLong()).isEqualTo(parameters).isPositive();
    assertThat(totals.get("arena_bytes").asInt()).isEqualTo(totals.get("arena_lower_bound_bytes").asInt());
    assertThat(totals.get("stack_bytes").asInt()).isPositive();
    assertThat(report.get("floating_point_layers")).isEmpty();
    assertThat(report.get("target").asText()).isEqualTo("cortex-m4");
  }

  @Test
  void fourBitWeightsTakeHalfTheFlash() throws Exception {
    CommandRun run = compileLenet(folder.resolve("out"), "--weight-bits", "4", "--optimize", "size");

    JsonNode report = new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
    assertThat(report.get("totals").get("constant_bytes").asInt()).isLessThan(36_000);
    assertThat(run.out()).contains("modelc_conv_s4", "modelc_dense_s4");
    assertThat(compileLenet(folder.resolve("out"), "--weight-bits", "3").err()).contains("E403", "4 or 8");
    int saved = 0;
    for (JsonNode layer : report.get("layers")) {
      saved += layer.get("saved_bytes").asInt();
    }
    assertThat(saved).isGreaterThan(25_000);
    assertThat(run.out()).contains(String.format(Locale.ROOT, "%,d bytes of constants saved by the format of weights", saved));
  }

  @Test
  void printsTheReportAsJson() throws Exception {
    CommandRun run = compileLenet(folder.resolve("out"), "--json");

    assertThat(run.out()).isEqualToNormalizingNewlines(Files.readString(folder.resolve("out/report.json")));
  }

  @Test
  void sameInputGivesSameBytesWhereverItIsWritten() throws Exception {
    compileLenet(folder.resolve("first"), "--self-test", "--main");
    compileLenet(folder.resolve("deeper/second"), "--self-test", "--main");

    assertThat(files(folder.resolve("first"))).isEqualTo(files(folder.resolve("deeper/second"))).hasSizeGreaterThan(4);
    assertThat(files(folder.resolve("first")).values()).noneMatch(text -> text.contains(folder.toString()));
  }

  @Test
  void singleFileIsTwoFiles() throws Exception {
    compileLenet(folder.resolve("out"), "--single-file");

    assertThat(files(folder.resolve("out")).keySet()).filteredOn(name -> !name.equals("report.json")).containsExactly("model.c", "model.h");
  }

  @Test
  void failedRunLeavesOldOutputAsItWas() throws Exception {
    Path out = folder.resolve("out");
    compileLenet(out);
    Files.writeString(out.resolve("mine.txt"), "kept");
    Files.delete(out.resolve("model.h"));
    Files.createDirectories(out.resolve("model.h/occupied"));
    String oldSource = Files.readString(out.resolve("model.c"));

    CommandRun run = compileLenet(out, "--profile-hooks");

    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err()).startsWith("error E402 ");
    assertThat(out.resolve("model.c")).hasContent(oldSource);
    assertThat(out.resolve("mine.txt")).hasContent("kept");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(out);
    }
  }

  @Test
  void missingModelIsAProblem() {
    CommandRun run = CommandRun.of("compile", folder.resolve("none.onnx").toString());

    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err()).startsWith("error E101 ").contains("none.onnx");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void garbageIsAProblem() throws Exception {
    Path garbage = Files.writeString(folder.resolve("garbage.onnx"), "this is no protobuf at all");

    CommandRun run = CommandRun.of("compile", garbage.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err()).startsWith("error E102 ");
  }

  @Test
  void whatStaysInFloatsIsNamedWithItsCostAndRefusedOnRequest() throws Exception {
    Path model = folder.resolve("remainder.onnx");
    OnnxModelBuilder.opset(17).input("x", DType.F32, 1, 8).random("w", 8, 8)
        .node("MatMul", List.of("x", "w"), List.of("h")).node("Sigmoid", List.of("h"), List.of("s"))
        .node("Mod", List.of("s", "h"), List.of("y"), OnnxModelBuilder.integer("fmod", 1)).output("y").save(model);
    String samples = Files.write(folder.resolve("samples.npy"), samples(4, 8)).toString();
    List<String> arguments = List.of("compile", model.toString(), "--calibration", samples, "--out", folder.resolve("out").toString());

    CommandRun warned = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(warned.status()).as(warned.err()).isEqualTo(ExitStatus.OK);
    assertThat(warned.err()).contains("W302", "(Binary)", "costs 96 bytes of float tensors and about 8 float operations");

    CommandRun refused = CommandRun.of(Stream.concat(arguments.stream(), Stream.of("--require-int8")).toArray(String[]::new));
    assertThat(refused.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(refused.err()).contains("error E308 ", "(Binary)", "costs 96 bytes");
    assertThat(compileLenet(folder.resolve("lenet"), "--require-int8").status()).isEqualTo(ExitStatus.OK);
  }

  /** An .npy file of floats from -2 to 2. */
  private static byte[] samples(int count, int elements) {
    String header = String.format("%-117s\n", "{'descr': '<f4', 'fortran_order': False, 'shape': (" + count + ", " + elements + "), }");
    ByteBuffer bytes = ByteBuffer.allocate(10 + header.length() + 4 * count * elements).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < count * elements; i++) {
      bytes.putFloat((i * 37 % 64 - 32) / 16f);
    }
    return bytes.array();
  }

  @Test
  void floatModelNeedsCalibration() {
    CommandRun run = CommandRun.of("compile", TestModels.net("lenet/lenet.onnx").toString(), "--out", folder.resolve("out").toString());

    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err()).startsWith("error E303 ").contains("--calibration");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void calibrationOfAnotherShapeIsAProblem() {
    CommandRun run = CommandRun.of(
        "compile", TestModels.net("lenet/lenet.onnx").toString(),
        "--calibration", TestModels.net("har1d/calibration.npz").toString());

    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err()).startsWith("error E302 ");
  }

  @Test
  void unknownTargetIsAProblemThatNamesTheClosest() {
    CommandRun run = compileLenet(folder.resolve("out"), "--target", "cortex-m5");

    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err()).startsWith("error E401 ").contains("cortex-m55");
  }

  @Test
  void partOfATargetsNameSuggestsIt() {
    assertThat(compileLenet(folder.resolve("out"), "--target", "m4").err()).contains("Known targets: cortex-m4,");
  }

  @Test
  void badNameIsAProblem() {
    CommandRun run = compileLenet(folder.resolve("out"), "--name", "a b");

    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err()).startsWith("error E403 ");
  }

  @Test
  void unwritableOutputIsAProblem() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    CommandRun run = compileLenet(file.resolve("out"));

    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err()).startsWith("error E402 ");
  }

  @Test
  void dumpsTheGraphAfterAPass() {
    CommandRun run = compileLenet(folder.resolve("out"), "--dump-after", "Quantise");

    assertThat(run.err()).contains("after Quantise:", "s8[1x28x28x6]");
    assertThat(compileLenet(folder.resolve("out"), "--dump-after", "Nonsense").err()).startsWith("error E403 ").contains("Quantise");
  }
}
