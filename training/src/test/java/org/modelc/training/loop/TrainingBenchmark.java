package org.modelc.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.modelc.TestModels;
import org.modelc.cli.CommandRun;
import org.modelc.data.Layout;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.quant.Classification;
import org.modelc.quant.PostTraining;
import org.modelc.quant.QuantisationOptions;
import org.modelc.quant.Score;
import org.modelc.training.Augmentation;
import org.modelc.training.EpochReport;
import org.modelc.training.Teacher;
import org.modelc.training.Trainer;
import org.modelc.training.TrainingListener;
import org.modelc.training.TrainingOptions;
import org.modelc.training.TrainingResult;
import org.modelc.training.TrainingTask;
import org.modelc.training.WeightFormat;

/**
 * What training brings on the shared networks, measured with all their test samples by the integer interpreter, whose results the C equals.
 * It takes from minutes to hours and is no part of the test suite: {@code mvn -q -o test -pl compiler,training -Dtest=TrainingBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false}, with {@code -Dmodelc.seed=1} for another seed and {@code -Dmodelc.network=LENET} for one network.
 */
class TrainingBenchmark {
  private static final int CALIBRATION_SAMPLES = 200;
  private static final String STUDENT = "models/trained/f-distill-mnist/student_undistilled_op17.onnx";
  private static final String TEACHER = "models/trained/f-distill-mnist/teacher_op17.onnx";
  private static final double STUDENT_RATE = 6e-3;
  private static final double STUDENT_TEMPERATURE = 4;
  private static final int STUDENT_EPOCHS = 80;
  private static final double SETTINGS_HOLDOUT = 0.3;
  private static final TrainingListener PRINT = TrainingBenchmark::print;

  /** A network with samples to learn from and others to be measured with. */
  enum Network {
    LENET("models/trained/a-lenet-mnist/lenet_legacy_op17.onnx",
        "data/mnist/mnist_train10k.npz", "data/mnist/mnist_test10k_official.npz", digits(), Set.of(Augmentation.SHIFT), 6),
    DSCNN("models/trained/b-dscnn-cifar10/dscnn_legacy_fused_op17.onnx",
        "data/cifar10/cifar10_train10000.npz", "data/cifar10/cifar10_test2500.npz", pictures(), Set.of(Augmentation.SHIFT, Augmentation.FLIP), 4),
    RESNET8("models/mlperf-tiny/resnet8_float.onnx",
        "data/cifar10/cifar10_train10000.npz", "data/cifar10/cifar10_test2500.npz", Preprocessing.NONE,
        Set.of(Augmentation.SHIFT, Augmentation.FLIP), 3);

    private final String model;
    private final String train;
    private final String test;
    private final Preprocessing preprocessing;
    private final Set<Augmentation> augmentations;
    private final int epochs;

    Network(String model, String train, String test, Preprocessing preprocessing, Set<Augmentation> augmentations, int epochs) {
      this.model = model;
      this.train = train;
      this.test = test;
      this.preprocessing = preprocessing;
      this.augmentations = augmentations;
      this.epochs = epochs;
    }

    Graph graph() {
      return load(model);
    }

    SampleSet training(Graph graph) {
      return samples(train, graph);
    }

    /** The preprocessing as options of a command. */
    String options() {
      String layout = preprocessing.layout().map(known -> " --layout " + known.name().toLowerCase(Locale.ROOT)).orElse("");
      return preprocessing.equals(Preprocessing.NONE) ? "--input-scale 1"
          : "--input-scale " + preprocessing.scale() + " --input-mean " + joined(preprocessing.mean())
              + " --input-std " + joined(preprocessing.standardDeviation()) + layout;
    }

    private static String joined(List<Float> numbers) {
      return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private SampleSet samples(String file, Graph graph) {
      return SampleSet.load(TestModels.requireShared(file), graph, preprocessing);
    }

    Score score(Graph graph, Graph original) {
      return TrainingBenchmark.score(graph, samples(test, original).forGraph(graph));
    }
  }

  private static Preprocessing digits() {
    return new Preprocessing(Optional.empty(), 1f / 255, List.of(0.1307f), List.of(0.3081f));
  }

  private static Preprocessing pictures() {
    return new Preprocessing(
        Optional.of(Layout.NHWC), 1f / 255, List.of(0.4914f, 0.4822f, 0.4465f), List.of(0.247f, 0.2435f, 0.2616f));
  }

  private static Graph load(String model) {
    return Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(TestModels.requireShared(model), new Problems()), PassOptions.DEFAULT);
  }

  private static Score score(Graph graph, SampleSet samples) {
    return Classification.of(graph).orElseThrow().score(graph, samples, samples.labels().orElseThrow());
  }

  private static void print(EpochReport report) {
    System.out.printf(Locale.ROOT, "  epoch %d loss %.4f held-out loss %.4f %s, %.0f s left%n",
        report.epoch(), report.trainingLoss(), report.heldOutLoss(), report.heldOut(), report.secondsLeft());
  }

  /** Of everything that is random, so that each figure can be measured several times. */
  private static long seed() {
    return Long.getLong("modelc.seed", 0);
  }

  /** Weights of 4 bits; the float network itself is the teacher, as its scores say more than labels that it knows by heart. */
  @ParameterizedTest
  @EnumSource(Network.class)
  void fourBitWeights(Network network) {
    assumeTrue(network.name().matches(System.getProperty("modelc.network", ".*")), "another network is asked for");
    Graph graph = network.graph();
    TrainingOptions options = TrainingOptions.DEFAULT.withEpochs(network.epochs)
        .withAugmentations(network.augmentations).withSeed(seed());
    TrainingTask task = TrainingTask.of(graph, network.training(graph), options)
        .withTeacher(new Teacher(graph, 2, 0.9)).withQuantisation(WeightFormat.INT4);
    TrainingResult result = Trainer.load().train(task, PRINT);
    System.out.printf("%s int4, seed %d: test %s%n", network, seed(), network.score(result.graph(), graph));
  }

  /** The student of the shared folder, distilled, then quantised after training. */
  @Test
  void distilledStudent() {
    Graph student = load(STUDENT);
    Graph result = distilled(student, studentOptions(STUDENT_RATE, STUDENT_EPOCHS), STUDENT_TEMPERATURE, PRINT).graph();
    SampleSet calibration = Network.LENET.training(student).range(0, CALIBRATION_SAMPLES);
    Graph integers = PostTraining.run(result, calibration, QuantisationOptions.DEFAULT, new Problems()).integers();
    Graph quantised = Pipeline.run(Pipeline.FINISH, integers, PassOptions.DEFAULT);
    System.out.printf("student, seed %d: test %s, int8 %s%n", seed(), Network.LENET.score(result, student), Network.LENET.score(quantised, student));
  }

  /**
   * With {@code -Dmodelc.settings=true}: settings for the student by training samples that it has not seen, so that the test samples stay
   * unseen. The student of the shared folder knows all training samples by heart; therefore one with the same layers and fresh weights
   * learns here, from 7,000 samples, for half of the epochs.
   */
  @ParameterizedTest
  @CsvSource({
    "0.002, 2", "0.006, 2", "0.012, 2", "0.002, 4", "0.006, 4", "0.012, 4", "0.002, 8", "0.006, 8", "0.012, 8"
  })
  void studentSettings(double rate, double temperature) {
    assumeTrue(Boolean.getBoolean("modelc.settings"), "no settings are asked for");
    assumeTrue((rate + " " + temperature).matches(System.getProperty("modelc.which", ".*")), "other settings are asked for");
    Graph fresh = FreshWeights.of(load(STUDENT), seed());
    TrainingOptions options = studentOptions(rate, STUDENT_EPOCHS / 2);
    TrainingOptions unseen = new TrainingOptions(options.epochs(), options.batch(), options.optimiser(), rate, options.schedule(),
        options.weightDecay(), SETTINGS_HOLDOUT, options.patience(), seed(), options.augmentations(), false);
    TrainingResult result = distilled(fresh, unseen, temperature, TrainingListener.SILENT);
    System.out.printf("student, learning rate %s, temperature %s, seed %d: held out %s, before %s, epoch %d%n",
        rate, temperature, seed(), result.after(), result.before(), result.bestEpoch());
  }

  private static TrainingOptions studentOptions(double rate, int epochs) {
    return TrainingOptions.DEFAULT.withEpochs(epochs).withPatience(epochs)
        .withAugmentations(Set.of(Augmentation.AFFINE)).withSeed(seed()).withLearningRate(rate);
  }

  private static TrainingResult distilled(Graph student, TrainingOptions options, double temperature, TrainingListener listener) {
    TrainingTask task = TrainingTask.of(student, Network.LENET.training(student), options)
        .withTeacher(new Teacher(load(TEACHER), temperature, Teacher.DEFAULT_SHARE));
    return Trainer.load().train(task, listener);
  }

  /** Ways to a lighter network, in commands; TEACHER stands for the network itself. */
  enum Way {
    LENET_SPARSE(Network.LENET, Network.LENET.model, "distill --teacher TEACHER --sparsity 0.9 --augment shift --epochs 20"),
    LENET_HALF(Network.LENET, Network.LENET.model, "prune --structured macs=0.5,parameters=0.5 --samples 2000",
        "distill --teacher TEACHER --epochs 15 --learning-rate 0.0005 --augment shift"),
    TEACHER_HALF(Network.LENET, TrainingBenchmark.TEACHER, "prune --structured macs=0.5,parameters=0.5 --samples 1500"),
    DSCNN_FEWER_MACS(Network.DSCNN, Network.DSCNN.model, "prune --structured macs=0.6 --samples 1000",
        "distill --teacher TEACHER --epochs 12 --learning-rate 0.0005 --augment flip,shift"),
    LENET_NARROW(Network.LENET, Network.LENET.model, "distill --width 0.5 --augment shift --epochs 20"),
    STUDENT_RECIPE(Network.LENET, STUDENT, "prune --structured parameters=0.75",
        "distill --teacher LARGE --qat int8 --augment affine --epochs 60 --patience 60 --learning-rate 0.006");

    private final Network network;
    private final String model;
    private final List<String> commands;

    Way(Network network, String model, String... commands) {
      this.network = network;
      this.model = model;
      this.commands = List.of(commands);
    }

    /** The recipe, whose random steps have the seed. */
    String recipe() {
      Function<String, String> path = file -> TestModels.requireShared(file).toString();
      StringBuilder text = new StringBuilder("model: " + path.apply(model) + "\ndata: " + path.apply(network.train) + "\ntest: "
          + path.apply(network.test) + "\nsamples: " + network.options() + "\nways:\n  way:\n");
      for (String command : commands) {
        String seeded = command.startsWith("distill") ? command + " --seed " + seed() : command;
        text.append("    - ").append(seeded.replace("TEACHER", path.apply(model)).replace("LARGE", path.apply(TrainingBenchmark.TEACHER))).append('\n');
      }
      return text.toString();
    }
  }

  /** Accuracy in int8 on all test samples, bytes of constants and MACs after every step. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void recipes(Way way, @TempDir Path folder) throws IOException {
    assumeTrue(way.name().matches(System.getProperty("modelc.network", ".*")), "another network is asked for");
    Path recipe = folder.resolve("recipe.yaml");
    Files.writeString(recipe, way.recipe());
    CommandRun run = CommandRun.of("optimize", recipe.toString(), "--out", folder.resolve("out").toString(), "--test-samples", "10000");
    assertThat(run.status()).as(run.err()).isZero();
    System.out.printf("%s, seed %d:%n%s%n", way, seed(), run.out());
  }
}
