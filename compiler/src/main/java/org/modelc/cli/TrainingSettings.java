package org.modelc.cli;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelc.driver.TeacherRequest;
import org.modelc.driver.TrainingRequest;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.training.Augmentation;
import org.modelc.training.Optimiser;
import org.modelc.training.Schedule;
import org.modelc.training.TrainingOptions;
import org.modelc.training.WeightFormat;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A network, samples and how to train: options of all commands that train. */
final class TrainingSettings {
  @Parameters(index = "0", paramLabel = "MODEL.onnx", description = "The float network to start from.")
  private Path model;

  @Option(
      names = "--data", paramLabel = "FILE", required = true,
      description = "Training samples (.npz): the input, named like the model's or x, and class indices y.")
  private Path data;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The ONNX file to write.")
  private Path out;

  @Option(names = "--epochs", paramLabel = "N", defaultValue = "20", description = "Times that all samples are seen. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--batch", paramLabel = "N", defaultValue = "64", description = "Samples a step. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--learning-rate", paramLabel = "R", defaultValue = "0.001",
      description = "Size of the first steps. A trained network needs less than a new one: 0.0001 to 0.002 for adam, ten times as much for sgd. "
          + "Default: ${DEFAULT-VALUE}.")
  private double learningRate;

  @Option(names = "--schedule", paramLabel = "S", defaultValue = "cosine", description = "How the learning rate falls: cosine (to 0), step "
      + "(a tenth after half, a hundredth after three quarters) or constant. Default: ${DEFAULT-VALUE}.")
  private Schedule schedule;

  @Option(names = "--optimiser", paramLabel = "O", defaultValue = "adam", description = "adam, or sgd (momentum 0.9). Default: ${DEFAULT-VALUE}.")
  private Optimiser optimiser;

  @Option(names = "--weight-decay", paramLabel = "W", defaultValue = "0", description = "Pulls weights towards 0. Default: ${DEFAULT-VALUE}.")
  private double weightDecay;

  @Option(
      names = "--holdout", paramLabel = "SHARE", defaultValue = "0.1",
      description = "Share of the samples that is not learnt from but chooses the best epoch. Default: ${DEFAULT-VALUE}.")
  private double holdout;

  @Option(
      names = "--patience", paramLabel = "N", defaultValue = "10",
      description = "Ends when so many epochs have brought nothing better. Default: ${DEFAULT-VALUE}.")
  private int patience;

  @Option(
      names = "--augment", paramLabel = "KIND", split = ",",
      description = "Random changes of training samples, one or more of shift, flip (left and right), affine (turned, resized), scale, noise.")
  private List<Augmentation> augmentations = List.of();

  @Option(
      names = "--qat", paramLabel = "WEIGHTS",
      description = "Train a network of integers: int8 activations with learnt scales, int8 or int4 weights. The result is QDQ ONNX.")
  private Optional<WeightFormat> quantisation = Optional.empty();

  @Option(names = "--keep-zeros", description = "Weights that are 0 stay 0: fine-tuning of a pruned network.")
  private boolean keepZeros;

  @Option(
      names = "--sparsity", paramLabel = "PART",
      description = "Set this part of the weights to zero in the course of training, those that matter least, step by step during the first two "
          + "thirds. Zeros stay.")
  private Optional<Double> sparsity = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "The same seed gives the same network. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--resume", description = "Go on with an interrupted run: same command, same files.")
  private boolean resume;

  @Mixin
  private SampleOptions samples;

  @Mixin
  private InputOptions inputs;

  Path model() {
    return model;
  }

  /**
   * @param teacher whose scores are to be learnt
   * @param width part of its channels that the network keeps
   * @throws ProblemException E403 if a value is out of range
   */
  TrainingRequest request(Optional<TeacherRequest> teacher, Optional<Double> width) {
    try {
      return new TrainingRequest(
          model, inputs.importing(), data, samples.preprocessing(), options(), teacher, width, sparsity, quantisation, out, resume);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Code.E403, "command line", "A value is out of range: " + e.getMessage() + ".");
    }
  }

  private TrainingOptions options() {
    Set<Augmentation> kinds = EnumSet.noneOf(Augmentation.class);
    kinds.addAll(augmentations);
    return new TrainingOptions(
        epochs, batch, optimiser, learningRate, schedule, weightDecay, holdout, patience, seed, kinds, keepZeros);
  }
}
