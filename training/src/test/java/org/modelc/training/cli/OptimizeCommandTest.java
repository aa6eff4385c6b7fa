package org.modelc.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.cli.CommandRun;
import org.modelc.onnx.export.OnnxExport;
import org.modelc.training.loop.Toy;

class OptimizeCommandTest {
  private static final String HEAD = "model: net.onnx\ndata: train.npz\ntest: test.npz\nsamples: --input-scale 1\n";

  @TempDir
  private Path folder;

  @BeforeEach
  void writeModelAndData() throws IOException {
    OnnxExport.write(Toy.network(12, 1), folder.resolve("net.onnx"));
    ToyFiles.write(folder.resolve("train.npz"), Toy.samples(300, 2), 0);
    ToyFiles.write(folder.resolve("test.npz"), Toy.samples(100, 3), 0);
  }

  private CommandRun optimize(String recipe, String... options) throws IOException {
    Path file = folder.resolve("recipe.yaml");
    Files.writeString(file, recipe);
    String[] arguments = new String[4 + options.length];
    System.arraycopy(new String[] {"optimize", file.toString(), "--out", folder.resolve("out").toString()}, 0, arguments, 0, 4);
    System.arraycopy(options, 0, arguments, 4, options.length);
    return CommandRun.of(arguments);
  }

  @Test
  void triesAllWaysAndComparesWhatComesOfThem() throws IOException {
    String recipe = HEAD + """
        ways:
          tuned:
            - finetune --epochs 8 --learning-rate 0.02
          small:
            - finetune --epochs 8 --learning-rate 0.02
            - prune --structured macs=0.5
            - distill --teacher net.onnx --teacher-share 0.1 --epochs 4 --learning-rate 0.01 --qat int4
        """;

    CommandRun run = optimize(recipe);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceFirst(" .*", "")))
        .containsExactly("network", "model", "tuned-1-finetune", "small-1-finetune", "small-2-prune", "small-3-distill", "*");
    assertThat(folder.resolve("out")).isDirectoryContaining("glob:**small-3-distill.onnx")
        .isDirectoryContaining("glob:**pareto-flash.svg").isDirectoryContaining("glob:**pareto-macs.png");
    String[] tuned = run.out().lines().filter(line -> line.startsWith("tuned-1")).findAny().orElseThrow().split(" +");
    String[] small = run.out().lines().filter(line -> line.startsWith("small-3")).findAny().orElseThrow().split(" +");
    assertThat(Double.parseDouble(tuned[1])).isGreaterThan(95);
    assertThat(Double.parseDouble(small[1])).isGreaterThan(90);

    CommandRun again = optimize(recipe, "--resume", "--json");

    assertThat(again.err()).contains("small-3-distill is there already").doesNotContain("epoch");
    assertThat(again.out().lines()).hasSize(5).allMatch(line -> line.contains("\"constant_bytes\":"));
  }

  @Test
  void aStepThatFailsEndsTheRecipeWithItsProblem() throws IOException {
    CommandRun run = optimize(HEAD + "ways: {bad: [finetune --epochs 0]}");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("bad-1-finetune", "error E403");
  }

  @Test
  void saysWhatIsWrongWithARecipe() throws IOException {
    assertProblem("ways: {a: [finetune]}", "'model'");
    assertProblem(HEAD, "'ways'");
    assertProblem(HEAD + "ways: {a: [compile]}", "compile");
    assertProblem(HEAD + "ways: {a b: [finetune]}", "a b");
    assertProblem(HEAD + "ways: {a: []}", "list of commands");
    assertProblem(HEAD + "way: {}", "'way'");
    assertProblem("a: [", "YAML");
    assertProblem(HEAD.replace("--input-scale 1", "--no-such-option") + "ways: {a: [finetune]}", "no-such-option");
  }

  private void assertProblem(String recipe, String cause) throws IOException {
    CommandRun run = optimize(recipe);
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("error E606", cause);
  }
}
