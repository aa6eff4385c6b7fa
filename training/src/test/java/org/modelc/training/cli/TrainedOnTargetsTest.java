package org.modelc.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.cli.CommandRun;
import org.modelc.onnx.export.OnnxExport;
import org.modelc.training.loop.Toy;

/** What training writes runs on emulated Arm and RISC-V cores with the results of the interpreter, to the bit. */
class TrainedOnTargetsTest {
  @TempDir
  private Path folder;

  @BeforeEach
  void writeModelAndData() throws IOException {
    OnnxExport.write(Toy.network(12, 1), file("net.onnx"));
    ToyFiles.write(file("train.npz"), Toy.samples(300, 2), 0);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  /** Commands, each of which reads what the one before has written. */
  @ParameterizedTest
  @ValueSource(strings = {
    "finetune --qat int8",
    "finetune --qat int4",
    "finetune --sparsity 0.8 --qat int8",
    "distill --width 0.5 --features auto --qat int4",
    "distill --width 0.5 --sparsity 0.5",
    "prune --structured macs=0.5; finetune --keep-zeros",
    "prune --sparsity 0.7; distill --teacher TEACHER --keep-zeros --qat int8",
  })
  void runsBitExact(String commands) {
    Path current = file("net.onnx");
    for (String command : commands.split("; ")) {
      Path out = file("out" + command.hashCode() + ".onnx");
      carryOut(command, current, out);
      current = out;
    }
    List<String> verify = new ArrayList<>(List.of("verify", current.toString(), "--data", file("train.npz").toString(), "--samples", "4",
        "--targets", "cortex-m4,rv32imac", "--optimize", "size"));
    if (!commands.contains("--qat")) {
      verify.addAll(List.of("--calibration", file("train.npz").toString()));
    }
    CommandRun run = CommandRun.of(verify.toArray(String[]::new));

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("2 of 2 targets");
  }

  private void carryOut(String command, Path in, Path out) {
    List<String> words = new ArrayList<>(List.of(command.replace("TEACHER", file("net.onnx").toString()).split(" ")));
    words.add(1, in.toString());
    words.addAll(List.of("--data", file("train.npz").toString(), "--out", out.toString()));
    if (!command.startsWith("prune")) {
      words.addAll(List.of("--epochs", "3", "--learning-rate", "0.02"));
    }
    CommandRun run = CommandRun.of(words.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
  }
}
