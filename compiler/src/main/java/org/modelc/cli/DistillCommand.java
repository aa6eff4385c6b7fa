package org.modelc.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.modelc.driver.TeacherRequest;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.training.FeatureMatching;
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
      "MODEL.onnx is the student, or with --width the network that a student is made of and that teaches it. The loss is the divergence of its softened probabilities from the teacher's and the cross entropy with the "
          + "labels; samples without label (-1, or all where there is no array y) count for the first only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  modelc distill student.onnx --teacher large.onnx --data train.npz --epochs 30 --out student-distilled.onnx",
      "  modelc distill student.onnx --teacher large.onnx --data unlabelled.npz --teacher-share 1 --augment affine --out student.onnx",
      "  modelc distill large.onnx --width 0.5 --data train.npz --epochs 30 --out half-as-wide.onnx",
      "  modelc distill net.onnx --teacher net.onnx --data train.npz --qat int4 --out net-int4.onnx"
    })
final class DistillCommand implements Callable<Integer> {
  @Mixin
  private TrainingSettings settings;

  @Option(names = "--teacher", paramLabel = "T.onnx", description = "The float network to learn from. Default with --width: MODEL.onnx.")
  private Optional<Path> teacher = Optional.empty();

  @Option(
      names = "--width", paramLabel = "PART",
      description = "Train a student with this part of the channels of every layer of MODEL.onnx, 0.5 for example: those that the results depend "
          + "on most.")
  private Optional<Double> width = Optional.empty();

  @Option(
      names = "--temperature", paramLabel = "T", defaultValue = "" + Teacher.DEFAULT_TEMPERATURE,
      description = "What scores are divided by before they become probabilities. Default: ${DEFAULT-VALUE}.")
  private double temperature;

  @Option(
      names = "--teacher-share", paramLabel = "SHARE", defaultValue = "" + Teacher.DEFAULT_SHARE,
      description = "Weight of the teacher in the loss, 0 to 1; the labels have the rest. Default: ${DEFAULT-VALUE}.")
  private double share;

  @Option(
      names = "--features", paramLabel = "S=T", split = ",",
      description = "Learn from layers of the teacher too: auto (the last convolution of every image size that both have), or names of the student's "
          + "and the teacher's layers, conv2=conv5,conv4=conv9.")
  private List<String> features = List.of();

  @Option(
      names = "--feature-weight", paramLabel = "W", defaultValue = "" + FeatureMatching.DEFAULT_WEIGHT,
      description = "Weight of these layers beside the loss of the results. Default: ${DEFAULT-VALUE}.")
  private double featureWeight;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    TeacherRequest request = new TeacherRequest(teacher.orElseGet(this::ownTeacher), temperature, share, matching());
    return TrainingOutput.run(settings.request(Optional.of(request), width), Console.of(spec), json);
  }

  private Optional<FeatureMatching> matching() {
    if (features.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : features.equals(List.of("auto")) ? List.<String>of() : features) {
      int middle = pair.indexOf('=');
      if (middle <= 0) {
        throw new ProblemException(Code.E403, "--features " + pair, "It is neither auto nor a pair STUDENT=TEACHER.");
      }
      pairs.put(pair.substring(0, middle), pair.substring(middle + 1));
    }
    if (!(featureWeight > 0 && Double.isFinite(featureWeight))) {
      throw new ProblemException(Code.E403, "--feature-weight " + featureWeight, "It must be above 0.");
    }
    return Optional.of(new FeatureMatching(featureWeight, pairs));
  }

  private Path ownTeacher() {
    if (width.isEmpty()) {
      throw new ProblemException(Code.E403, "command line", "There is no teacher.", "Give --teacher, or --width for a student of the network itself.");
    }
    return settings.model();
  }
}
