package org.modelc.training.loop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.modelc.TestModels;
import org.modelc.data.Layout;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.quant.Calibration;
import org.modelc.quant.Classification;
import org.modelc.quant.QuantisationOptions;
import org.modelc.quant.Quantiser;
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
    Graph student = load("models/trained/f-distill-mnist/student_undistilled_op17.onnx");
    Graph teacher = load("models/trained/f-distill-mnist/teacher_op17.onnx");
    SampleSet samples = Network.LENET.training(student);
    TrainingOptions options = TrainingOptions.DEFAULT.withEpochs(80).withPatience(80)
        .withAugmentations(Set.of(Augmentation.AFFINE)).withSeed(seed()).withLearningRate(6e-3);
    TrainingTask task = TrainingTask.of(student, samples, options).withTeacher(new Teacher(teacher, 4, 0.9));
    Graph result = Trainer.load().train(task, PRINT).graph();
    Calibration calibration = Calibration.of(result, samples.range(0, CALIBRATION_SAMPLES));
    Graph quantised = Pipeline.run(Pipeline.FINISH,
        Quantiser.quantise(result, calibration, QuantisationOptions.DEFAULT, new Problems()), PassOptions.DEFAULT);
    System.out.printf("student, seed %d: test %s, int8 %s%n", seed(), Network.LENET.score(result, student), Network.LENET.score(quantised, student));
  }
}
