package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.modelc.TestModels;

class VerifyCommandTest {
  private static CommandRun lenet(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(
        command, TestModels.net("lenet/lenet.onnx").toString(), "--calibration", TestModels.net("lenet/calibration.npz").toString()));
    arguments.addAll(TestModels.lenetPreprocessing());
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void verifyPrintsAccuracyLayersAndVerdicts() {
    CommandRun run = lenet(
        "verify", "--data", TestModels.net("lenet/test.npz").toString(), "--targets", "cortex-m4,host", "--samples", "3");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out())
        .contains("98.80 % (494 of 500)", "dB", "2 of 2 targets")
        .containsPattern("cortex-m4 +3 +30 of 30 .*bit-exact");
  }

  @Test
  void verifyWithoutDataSaysThatItTakesRandomSamples() {
    CommandRun run = lenet("verify", "--targets", "host", "--samples", "2");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).contains("random, uniform").doesNotContain("accuracy");
  }

  @Test
  void verifyOfFloatsStatesItsTolerance() throws Exception {
    CommandRun run = CommandRun.of(
        "verify", TestModels.net("lenet/lenet.onnx").toString(), "--dtype", "f32", "--targets", "cortex-m4", "--samples", "2", "--json");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    JsonNode verdict = new ObjectMapper().readTree(run.out()).at("/targets/0");
    assertThat(verdict.at("/tolerance").asDouble()).isEqualTo(1e-5);
    assertThat(verdict.at("/passed").asBoolean()).isTrue();
  }

  @Test
  void benchJsonHasExactlyTheDocumentedKeys() throws Exception {
    CommandRun run = lenet("bench", "--targets", "cortex-m4,host", "--json");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out().lines()).hasSize(2);
    JsonNode object = new ObjectMapper().readTree(run.out().lines().findFirst().orElseThrow());
    assertThat(object.fieldNames()).toIterable().containsExactly(
        "model", "target", "macs", "instructions", "arena_bytes", "static_ram_bytes", "stack_bytes", "flash_bytes", "constant_bytes",
        "bit_exact", "layers");
    assertThat(object.at("/layers/0").fieldNames()).toIterable().contains("node", "kernel", "macs", "instructions");
    assertThat(object.at("/macs").asLong()).isEqualTo(416520);
    assertThat(object.at("/bit_exact").asBoolean()).isTrue();
    assertThat(object.at("/instructions").asLong()).isGreaterThan(100_000);
  }

  @Test
  void benchTextListsFunctions() {
    CommandRun run = lenet("bench");

    assertThat(run.out()).contains("a MAC", "modelc_max_pool_s8", "416,520");
  }

  @Test
  void verifiesOtherInputsAndOutputsOfTheGeneratedFunction() {
    String[] arguments = {
      "verify", TestModels.net("har1d/har1d.onnx").toString(), "--calibration", TestModels.net("har1d/calibration.npz").toString(),
      "--data", TestModels.net("har1d/test.npz").toString(), "--targets", "host", "--samples", "2", "--io-layout", "nhwc"
    };

    CommandRun integers = CommandRun.of(arguments);
    CommandRun floats = CommandRun.of(Stream.concat(Stream.of(arguments), Stream.of("--float-io")).toArray(String[]::new));

    assertThat(integers.status()).as(integers.err()).isEqualTo(ExitStatus.OK);
    assertThat(integers.out()).contains("14 of 14");
    assertThat(floats.status()).as(floats.err()).isEqualTo(ExitStatus.OK);
    assertThat(floats.out()).contains("56 of 56");
  }

  @Test
  void numberOfSamplesMustBePositive() {
    CommandRun run = lenet("verify", "--samples", "0");

    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err()).startsWith("error E403 ");
  }
}
