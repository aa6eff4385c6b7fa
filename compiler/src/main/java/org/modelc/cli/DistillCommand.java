package org.modelc.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.modelc.driver.TeacherRequest;
import org.modelc.training.Teacher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "distill",
    description = {
      "Trains a small network to give the scores of a large one.",
      "MODEL.onnx is the student. The loss is the divergence of its softened probabilities from the teacher's and the cross entropy with the "
          + "labels; samples without label (-1, or all where there is no array y) count for the first only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  modelc distill student.onnx --teacher large.onnx --data train.npz --epochs 30 --out student-distilled.onnx",
      "  modelc distill student.onnx --teacher large.onnx --data unlabelled.npz --teacher-share 1 --augment affine --out student.onnx",
      "  modelc distill net.onnx --teacher net.onnx --data train.npz --qat int4 --out net-int4.onnx"
    })
final class DistillCommand implements Callable<Integer> {
  @Mixin
  private TrainingSettings settings;

  @Option(names = "--teacher", paramLabel = "T.onnx", required = true, description = "The float network to learn from.")
  private Path teacher;

  @Option(
      names = "--temperature", paramLabel = "T", defaultValue = "" + Teacher.DEFAULT_TEMPERATURE,
      description = "What scores are divided by before they become probabilities. Default: ${DEFAULT-VALUE}.")
  private double temperature;

  @Option(
      names = "--teacher-share", paramLabel = "SHARE", defaultValue = "" + Teacher.DEFAULT_SHARE,
      description = "Weight of the teacher in the loss, 0 to 1; the labels have the rest. Default: ${DEFAULT-VALUE}.")
  private double share;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    return TrainingOutput.run(settings.request(Optional.of(new TeacherRequest(teacher, temperature, share))), Console.of(spec), json);
  }
}
