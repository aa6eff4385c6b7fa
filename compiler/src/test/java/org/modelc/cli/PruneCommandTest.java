package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.TestModels;
import org.modelc.ir.Graph;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.prune.WeightPruning;

class PruneCommandTest {
  @TempDir
  private Path folder;

  private CommandRun pruneLenet(String... more) {
    List<String> arguments = new ArrayList<>(List.of("prune", TestModels.net("lenet/lenet.onnx").toString()));
    arguments.addAll(TestModels.lenetPreprocessing());
    arguments.addAll(List.of("--out", out().toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("pruned.onnx");
  }

  private static String samples(String file) {
    return TestModels.net("lenet/" + file).toString();
  }

  private Graph written() {
    return Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(out(), new Problems()), PassOptions.DEFAULT);
  }

  @Test
  void writesASmallerNetworkThatIsStillGood() throws Exception {
    CommandRun run = pruneLenet(
        "--data", samples("calibration.npz"), "--test", samples("test.npz"), "--structured", "macs=0.6,parameters=0.5", "--json");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(written().macs()).isEqualTo(report.get("macs_after").asLong()).isLessThan(report.get("macs_before").asLong() * 6 / 10);
    assertThat(report.get("after").get("hits").asInt()).isGreaterThan(450);
  }

  @Test
  void keepsToABudgetOfFlash() throws Exception {
    CommandRun run = pruneLenet("--data", samples("calibration.npz"), "--samples", "100", "--structured", "flash=30000", "--json");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.at("/flash/before").asLong()).isGreaterThan(60_000);
    assertThat(report.at("/flash/after").asLong()).isBetween(27_000L, 30_000L);
    CommandRun bench = CommandRun.of("compile", out().toString(), "--calibration", samples("calibration.npz"), "--out", folder.resolve("c").toString(), "--json");
    assertThat(new ObjectMapper().readTree(bench.out()).at("/totals/constant_bytes").asLong()).isEqualTo(report.at("/flash/after").asLong());
  }

  @Test
  void keepsToABudgetOfInstructionsThatAreCounted() throws Exception {
    CommandRun run = pruneLenet(
        "--data", samples("calibration.npz"), "--samples", "100", "--structured", "instructions=0.6", "--target", "cortex-m0plus", "--json");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    JsonNode instructions = new ObjectMapper().readTree(run.out()).get("instructions");
    assertThat((double) instructions.get("after").asLong() / instructions.get("before").asLong()).isBetween(0.45, 0.6);
  }

  @Test
  void aBudgetThatIsKeptAlreadyChangesNothing() throws Exception {
    CommandRun run = pruneLenet("--data", samples("calibration.npz"), "--samples", "50", "--structured", "flash=1000000", "--json");

    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.get("macs_after").asLong()).isEqualTo(report.get("macs_before").asLong());
  }

  @Test
  void zerosAreInTheFile() {
    CommandRun run = pruneLenet("--data", samples("calibration.npz"), "--samples", "100", "--sparsity", "0.75");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(WeightPruning.sparsity(written())).isBetween(0.749, 0.751);
    assertThat(run.out()).contains("zero weights", "same class");
  }

  @Test
  void needsNoSamplesWhereOnlyMagnitudesCount() {
    CommandRun run = pruneLenet("--pattern", "2:4", "--importance", "l1", "--no-reconstruction");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(WeightPruning.sparsity(written())).isBetween(0.45, 0.55);
  }

  @Test
  void scanShowsEveryLayerAndWritesNothing() {
    CommandRun run = pruneLenet("--data", samples("calibration.npz"), "--samples", "20", "--scan");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out().lines()).hasSize(1 + 5 * 4);
    assertThat(out()).doesNotExist();
  }

  @Test
  void saysWhatIsMissingOrWrong() {
    assertRefused("E321", "--data", "--structured", "macs=0.5");
    assertRefused("E403", "Nothing is to be pruned");
    assertRefused("E403", "between 0 and 1", "--sparsity", "1.5");
    assertRefused("E403", "2:4 or block:4", "--pattern", "4");
    assertRefused("E403", "--sparsity", "--pattern", "block:4");
    assertRefused("E321", "remain", "--structured", "macs=0.0001", "--importance", "l2", "--no-reconstruction");
    assertThat(CommandRun.of("prune", TestModels.net("dscnn/dscnn_qdq.onnx").toString(), "--sparsity", "0.5").err()).contains("E321", "quantised");
  }

  private void assertRefused(String code, String words, String... arguments) {
    CommandRun run = pruneLenet(arguments);
    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err()).contains(code, words);
    assertThat(out()).doesNotExist();
  }
}
