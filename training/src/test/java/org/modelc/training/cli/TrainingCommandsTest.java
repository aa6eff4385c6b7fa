package org.modelc.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.TestModels;
import org.modelc.cli.CommandRun;
import org.modelc.onnx.export.OnnxExport;
import org.modelc.training.loop.Toy;

class TrainingCommandsTest {
  @TempDir
  private Path folder;

  private Path model;
  private Path data;
  private Path out;

  @BeforeEach
  void writeModelAndData() throws IOException {
    model = folder.resolve("toy.onnx");
    data = folder.resolve("train.npz");
    out = folder.resolve("better.onnx");
    OnnxExport.write(Toy.network(6, 1), model);
    ToyFiles.write(data, Toy.samples(300, 2), 0);
    ToyFiles.write(folder.resolve("test.npz"), Toy.samples(200, 3), 0);
  }

  private CommandRun finetune(String... options) {
    List<String> arguments = new ArrayList<>(List.of("finetune", model.toString(), "--out", out.toString()));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private CommandRun finetuneWithData(String... options) {
    List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
    arguments.addAll(List.of(options));
    return finetune(arguments.toArray(String[]::new));
  }

  @Test
  void writesABetterNetworkThatVerifyMeasures() {
    CommandRun run = finetuneWithData("--epochs", "8", "--learning-rate", "0.02", "--augment", "shift,noise");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).contains("epoch 0 of 8", "epoch 8 of 8", "best so far", "s left");
    assertThat(run.out()).contains("held out, before", "held out, after", "better.onnx");
    assertThat(folder).isDirectoryNotContaining("glob:**checkpoint*");
    CommandRun json = CommandRun.of("inspect", out.toString(), "--json");
    assertThat(json.out()).contains("probabilities");
  }

  @Test
  void quantisationAwareTrainingWritesANetworkThatCompilesWithoutCalibration() {
    CommandRun run = finetuneWithData("--qat", "int4", "--epochs", "8", "--learning-rate", "0.02");

    assertThat(run.status()).as(run.err()).isZero();
    CommandRun compiled = CommandRun.of("compile", out.toString(), "--out", folder.resolve("c").toString());
    assertThat(compiled.status()).as(compiled.err()).isZero();
    assertThat(folder.resolve("c/model.c")).content().contains("_s8");
  }

  @Test
  void aStudentLearnsFromATeacherWithoutLabels() throws IOException {
    Path teacher = folder.resolve("teacher.onnx");
    assertThat(finetuneWithData("--epochs", "8", "--learning-rate", "0.02").status()).isZero();
    Files.move(out, teacher);
    OnnxExport.write(Toy.network(4, 9), model);
    Path unlabelled = folder.resolve("unlabelled.npz");
    ToyFiles.write(unlabelled, Toy.samples(300, 2), -Toy.CLASSES);

    CommandRun run = distill(teacher, unlabelled, "--teacher-share", "1", "--epochs", "12", "--learning-rate", "0.02", "--json");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("\"after\":\\{\"hits\":(29|30),\"total\":30");
  }

  private CommandRun distill(Path teacher, Path samples, String... options) {
    List<String> arguments = new ArrayList<>(List.of("distill", model.toString(), "--teacher", teacher.toString()));
    arguments.addAll(List.of("--data", samples.toString(), "--out", out.toString()));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void aStudentIsMadeByAWidthAndLearnsFromTheNetworkItself() throws IOException {
    assertThat(finetuneWithData("--epochs", "8", "--learning-rate", "0.02").status()).isZero();
    Files.move(out, model, StandardCopyOption.REPLACE_EXISTING);

    CommandRun run = student("--width", "0.5", "--epochs", "8", "--learning-rate", "0.02", "--json");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("\"after\":\\{\"hits\":(29|30),\"total\":30");
    assertThat(CommandRun.of("inspect", out.toString(), "--json").out()).contains("1x6x6x3");
  }

  private CommandRun student(String... options) {
    List<String> arguments = new ArrayList<>(List.of("distill", model.toString(), "--data", data.toString(), "--out", out.toString()));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void widthsAndSparsitiesThatAreNoneAreRefused() {
    assertProblem(student(), "E403");
    assertProblem(student("--width", "1.5"), "E403");
    assertProblem(student("--width", "0.5", "--features", "conv"), "E403");
    assertProblem(student("--width", "0.5", "--features", "auto", "--feature-weight", "0"), "E403");
    assertProblem(student("--width", "0.5", "--features", "none=conv"), "E605");
    assertProblem(student("--width", "0.99"), "E321");
    assertProblem(finetuneWithData("--sparsity", "1"), "E403");
  }

  @Test
  void aTeacherThatDoesNotFitIsRefused() {
    Path other = TestModels.net("mlp_digits/mlp_digits.onnx");

    assertProblem(distill(other, data), "E605");
    assertProblem(distill(model, data, "--temperature", "0"), "E403");
    assertProblem(distill(model, data, "--teacher-share", "1.5"), "E403");
  }

  @Test
  void reportsAsJson() {
    CommandRun run = finetuneWithData("--epochs", "1", "--json");

    assertThat(run.out().strip().lines()).hasSize(1);
    assertThat(run.out()).contains("\"best_epoch\":", "\"hits\":");
  }

  @Test
  void badInputIsToldWithACodeAndNothingIsWritten() throws IOException {
    Path wrong = folder.resolve("wrong.npz");
    ToyFiles.write(wrong, Toy.samples(300, 2), 1);

    assertProblem(finetune("--data", wrong.toString()), "E306");
    assertProblem(finetune("--data", folder.resolve("none.npz").toString()), "E301");
    assertProblem(finetuneWithData("--learning-rate", "-1"), "E403");
    assertProblem(finetuneWithData("--epochs", "0"), "E403");
    assertProblem(finetuneWithData("--holdout", "0.001"), "E603");
    assertProblem(finetuneWithData("--resume"), "E604");
    assertProblem(finetuneWithData("--optimiser", "sgd", "--learning-rate", "1e30"), "E602");
  }

  private void assertProblem(CommandRun run, String code) {
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("error " + code);
    assertThat(out).doesNotExist();
  }

  @Test
  void anOutputThatCannotBeWrittenIsFoundBeforeTraining() {
    CommandRun run = CommandRun.of("finetune", model.toString(), "--data", data.toString(), "--out", folder.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("E402").doesNotContain("epoch");
  }
}
