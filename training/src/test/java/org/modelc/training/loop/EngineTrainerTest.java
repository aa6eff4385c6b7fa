package org.modelc.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.modelc.data.SampleSet;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.prune.WeightPruning;
import org.modelc.quant.Classification;
import org.modelc.reference.Interpreter;
import org.modelc.training.Augmentation;
import org.modelc.training.CheckpointFile;
import org.modelc.training.EpochReport;
import org.modelc.training.FeatureMatching;
import org.modelc.training.Optimiser;
import org.modelc.training.Teacher;
import org.modelc.training.Trainer;
import org.modelc.training.TrainingListener;
import org.modelc.training.TrainingOptions;
import org.modelc.training.TrainingResult;
import org.modelc.training.TrainingTask;
import org.modelc.training.WeightFormat;

class EngineTrainerTest {
  private static final Graph NETWORK = Toy.network(6, 1);
  private static final SampleSet SAMPLES = Toy.samples(300, 2);
  private static final TrainingOptions OPTIONS = TrainingOptions.DEFAULT.withEpochs(8).withLearningRate(0.02);

  @TempDir
  private Path folder;

  private static TrainingResult train(Graph graph, TrainingOptions options) {
    return Trainer.load().train(TrainingTask.of(graph, SAMPLES, options), TrainingListener.SILENT);
  }

  private static double accuracy(Graph graph, SampleSet samples) {
    Interpreter interpreter = new Interpreter(graph);
    Classification classification = Classification.of(graph).orElseThrow();
    int hits = 0;
    for (int i = 0; i < samples.size(); i++) {
      hits += classification.classOf(interpreter.run(samples.sample(i))) == samples.labels().orElseThrow().get(i) ? 1 : 0;
    }
    return (double) hits / samples.size();
  }

  private static List<float[]> constants(Graph graph) {
    return graph.constants().stream().map(Value::requireConstant).filter(tensor -> tensor.type().dtype().isFloat()).map(Tensor::floats).toList();
  }

  @ParameterizedTest
  @EnumSource(Optimiser.class)
  void learnsWhatTheInterpreterThenKnows(Optimiser optimiser) {
    TrainingOptions options = OPTIONS.withOptimiser(optimiser).withLearningRate(optimiser == Optimiser.SGD ? 0.3 : 0.02);
    SampleSet fresh = Toy.samples(300, 3);

    TrainingResult result = train(NETWORK, options);

    assertThat(accuracy(NETWORK, fresh)).isLessThan(0.7);
    assertThat(accuracy(result.graph(), fresh)).isGreaterThan(0.97);
    assertThat(result.after().hits()).isGreaterThan(result.before().hits());
    assertThat(result.graph().nodes()).hasToString(NETWORK.nodes().toString());
  }

  /** Pixels from 0 to 255 and weights to match, as networks have them that normalise nothing. */
  @ParameterizedTest
  @EnumSource(Optimiser.class)
  void learnsWithLargeInputsAndSmallWeights(Optimiser optimiser) {
    SampleSet large = scaled(SAMPLES, 200);
    TrainingOptions options = OPTIONS.withOptimiser(optimiser).withLearningRate(optimiser == Optimiser.SGD ? 0.3 : 0.02);
    float[] small = constant("conv_weights").requireConstant().floats().clone();
    for (int i = 0; i < small.length; i++) {
      small[i] /= 200;
    }
    Value weights = constant("conv_weights");
    Graph network = GraphConstants.replace(NETWORK, Map.of(weights, Tensor.f32(weights.shape(), small)));

    Graph result = Trainer.load().train(TrainingTask.of(network, large, options), TrainingListener.SILENT).graph();

    assertThat(accuracy(result, scaled(Toy.samples(300, 3), 200))).isGreaterThan(0.9);
  }

  private static SampleSet scaled(SampleSet samples, float factor) {
    List<List<Tensor>> scaled = IntStream.range(0, samples.size()).mapToObj(sample -> {
      float[] floats = samples.sample(sample).get(0).floats().clone();
      for (int i = 0; i < floats.length; i++) {
        floats[i] *= factor;
      }
      return List.of(Tensor.f32(samples.sample(sample).get(0).shape(), floats));
    }).toList();
    return SampleSet.of(scaled).withLabels(samples.labels().orElseThrow());
  }

  @Test
  void sameSeedGivesTheSameNetworkAndAnotherSeedAnother() {
    TrainingOptions options = OPTIONS.withAugmentations(Set.of(Augmentation.values())).withEpochs(2);
    List<float[]> first = constants(train(NETWORK, options).graph());

    assertThat(constants(train(NETWORK, options).graph())).usingRecursiveComparison().isEqualTo(first);
    assertThat(constants(train(NETWORK, options.withSeed(1)).graph())).usingRecursiveComparison().isNotEqualTo(first);
  }

  @Test
  void goesOnFromACheckpointAsIfThereHadBeenNoBreak() {
    TrainingTask task = TrainingTask.of(NETWORK, SAMPLES, OPTIONS);
    List<float[]> whole = constants(train(NETWORK, OPTIONS).graph());
    Path file = folder.resolve("run.npz");

    TrainingResult part = Trainer.load().train(task.withCheckpoint(new CheckpointFile(file, false)), new StopAfter(3));
    TrainingResult rest = Trainer.load().train(task.withCheckpoint(new CheckpointFile(file, true)), TrainingListener.SILENT);

    assertThat(part.lastEpoch()).isEqualTo(3);
    assertThat(rest.lastEpoch()).isEqualTo(8);
    assertThat(constants(rest.graph())).usingRecursiveComparison().isEqualTo(whole);
  }

  @Test
  void refusesTheCheckpointOfAnotherRun() {
    Path file = folder.resolve("run.npz");
    TrainingTask task = TrainingTask.of(NETWORK, SAMPLES, OPTIONS.withEpochs(1)).withCheckpoint(new CheckpointFile(file, false));
    Trainer.load().train(task, TrainingListener.SILENT);
    TrainingTask other = TrainingTask.of(NETWORK, SAMPLES, OPTIONS).withCheckpoint(new CheckpointFile(file, true));

    assertThat(file).exists();
    assertProblem(other, Code.E604);
  }

  @Test
  void aStopInTheMiddleOfAnEpochLeavesTheBestNetworkSoFar() {
    TrainingListener stopsInThirdEpoch = new TrainingListener() {
      private boolean stops;

      @Override
      public void epochEnded(EpochReport report) {}

      @Override
      public void batchEnded(int epoch, double done) {
        stops = epoch == 3;
      }

      @Override
      public boolean wantsToStop() {
        return stops;
      }
    };
    TrainingResult result = Trainer.load().train(TrainingTask.of(NETWORK, SAMPLES, OPTIONS), stopsInThirdEpoch);

    assertThat(result.lastEpoch()).isEqualTo(2);
    assertThat(constants(result.graph())).usingRecursiveComparison()
        .isEqualTo(constants(Trainer.load().train(TrainingTask.of(NETWORK, SAMPLES, OPTIONS), new StopAfter(2)).graph()));
  }

  @Test
  void endsEarlyWhenNothingImproves() {
    Graph trained = train(NETWORK, OPTIONS).graph();
    List<EpochReport> reports = new ArrayList<>();

    TrainingResult result = Trainer.load().train(
        TrainingTask.of(trained, SAMPLES, OPTIONS.withLearningRate(1e-12).withEpochs(50).withPatience(2)), reports::add);

    assertThat(result.lastEpoch()).isLessThan(50);
    assertThat(reports).extracting(EpochReport::epoch).startsWith(0, 1, 2).doesNotHaveDuplicates();
  }

  @Test
  void keepsZerosOfAPrunedNetwork() {
    Graph pruned = GraphConstants.replace(NETWORK, Map.of(constant("conv_weights"), halved(constant("conv_weights").requireConstant())));

    Graph result = train(pruned, OPTIONS.withKeepZeros(true)).graph();

    float[] before = weights(pruned);
    float[] after = weights(result);
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i] == 0).as("weight " + i).isEqualTo(before[i] == 0);
    }
    assertThat(accuracy(result, Toy.samples(300, 3))).isGreaterThan(0.9);
  }

  @Test
  void zerosBecomeMoreInTheCourseOfTrainingAndStay() {
    TrainingTask task = TrainingTask.of(NETWORK, SAMPLES, OPTIONS).withSparsity(0.5);

    Graph result = Trainer.load().train(task, TrainingListener.SILENT).graph();

    assertThat(WeightPruning.sparsity(NETWORK)).isZero();
    assertThat(WeightPruning.sparsity(result)).isCloseTo(0.5, within(0.02));
    assertThat(accuracy(result, Toy.samples(300, 3))).isGreaterThan(0.95);
  }

  @Test
  void sparseTrainingGoesOnFromACheckpointAsIfThereHadBeenNoBreak() {
    TrainingTask task = TrainingTask.of(NETWORK, SAMPLES, OPTIONS).withSparsity(0.5);
    List<float[]> whole = constants(Trainer.load().train(task, TrainingListener.SILENT).graph());
    for (int epoch : List.of(3, 7)) {
      Path file = folder.resolve("run" + epoch + ".npz");
      Trainer.load().train(task.withCheckpoint(new CheckpointFile(file, false)), new StopAfter(epoch));
      TrainingResult rest = Trainer.load().train(task.withCheckpoint(new CheckpointFile(file, true)), TrainingListener.SILENT);

      assertThat(constants(rest.graph())).as("after epoch " + epoch).usingRecursiveComparison().isEqualTo(whole);
    }
  }

  @Test
  void zerosStayWhenIntegersAreTrainedToo() {
    TrainingTask task = TrainingTask.of(NETWORK, SAMPLES, OPTIONS).withSparsity(0.5).withQuantisation(WeightFormat.INT8);

    Graph result = Trainer.load().train(task, TrainingListener.SILENT).graph();

    assertThat(zeros(result)).isGreaterThanOrEqualTo((int) (0.48 * (weights(NETWORK).length + Toy.CLASSES * 6)));
    assertThat(accuracy(result, Toy.samples(300, 3))).isGreaterThan(0.95);
  }

  private static int zeros(Graph graph) {
    return graph.constants().stream().map(Value::requireConstant).filter(tensor -> tensor.type().dtype() == DType.S8)
        .mapToInt(tensor -> (int) IntStream.range(0, tensor.elements()).filter(i -> tensor.integer(i) == 0).count()).sum();
  }

  private static Value constant(String name) {
    return NETWORK.constants().stream().filter(value -> value.name().equals(name)).findAny().orElseThrow();
  }

  private static float[] weights(Graph graph) {
    return graph.constants().stream().filter(value -> value.name().equals("conv_weights")).findAny().orElseThrow().requireConstant().floats();
  }

  private static Tensor halved(Tensor tensor) {
    float[] floats = tensor.floats().clone();
    for (int i = 0; i < floats.length; i += 2) {
      floats[i] = 0;
    }
    return Tensor.f32(tensor.shape(), floats);
  }

  @Test
  void learnsFromATeacherWithoutLabels() {
    Graph teacher = train(Toy.network(12, 4), OPTIONS).graph();
    SampleSet unlabelled = SAMPLES.withLabels(Collections.nCopies(SAMPLES.size(), -1));
    TrainingTask task = TrainingTask.of(NETWORK, unlabelled, OPTIONS).withTeacher(new Teacher(teacher, 2, 1));

    TrainingResult result = Trainer.load().train(task, TrainingListener.SILENT);

    assertThat(accuracy(result.graph(), Toy.samples(300, 3))).isGreaterThan(0.97);
  }

  @Test
  void learnsFromLayersOfATeacherToo() {
    Graph teacher = train(Toy.network(12, 4), OPTIONS).graph();
    TrainingTask plain = TrainingTask.of(NETWORK, SAMPLES, OPTIONS).withTeacher(new Teacher(teacher, 2, 0.5));
    TrainingTask task = plain.withTeacher(new Teacher(teacher, 2, 0.5, Optional.of(new FeatureMatching(1, Map.of()))));
    TrainingTask named = plain.withTeacher(new Teacher(teacher, 2, 0.5, Optional.of(new FeatureMatching(1, Map.of("conv", "conv")))));

    Graph result = Trainer.load().train(task, TrainingListener.SILENT).graph();

    assertThat(accuracy(result, Toy.samples(300, 3))).isGreaterThan(0.97);
    assertThat(result.nodes()).hasToString(NETWORK.nodes().toString());
    assertThat(constants(result)).usingRecursiveComparison()
        .isNotEqualTo(constants(Trainer.load().train(plain, TrainingListener.SILENT).graph()))
        .isEqualTo(constants(Trainer.load().train(named, TrainingListener.SILENT).graph()));
  }

  @Test
  void layersThatDoNotBelongTogetherAreRefused() {
    TrainingTask plain = TrainingTask.of(NETWORK, SAMPLES, OPTIONS);
    for (Map<String, String> pairs : List.of(Map.of("conv", "none"), Map.of("none", "conv"), Map.of("conv", "mean"))) {
      assertProblem(plain.withTeacher(new Teacher(NETWORK, 2, 0.5, Optional.of(new FeatureMatching(1, pairs)))), Code.E605);
    }
  }

  @Test
  void saysWhatIsWrongWithDataAndOptions() {
    assertProblem(TrainingTask.of(NETWORK, SAMPLES.range(0, 20), OPTIONS), Code.E603);
    assertProblem(TrainingTask.of(NETWORK, SAMPLES.withLabels(Collections.nCopies(SAMPLES.size(), Toy.CLASSES)), OPTIONS), Code.E306);
    assertProblem(TrainingTask.of(NETWORK, SAMPLES.withLabels(Collections.nCopies(SAMPLES.size(), -1)), OPTIONS), Code.E603);
    SampleSet bare = SampleSet.of(IntStream.range(0, SAMPLES.size()).mapToObj(SAMPLES::sample).toList());
    assertProblem(TrainingTask.of(NETWORK, bare, OPTIONS), Code.E306);
    assertProblem(TrainingTask.of(NETWORK, SAMPLES, OPTIONS.withOptimiser(Optimiser.SGD).withLearningRate(1e30)), Code.E602);
  }

  private static void assertProblem(TrainingTask task, Code code) {
    assertThatThrownBy(() -> Trainer.load().train(task, TrainingListener.SILENT))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems().get(0).code()).isEqualTo(code));
  }

  /** Stops after an epoch. */
  private static final class StopAfter implements TrainingListener {
    private final int last;
    private boolean stops;

    StopAfter(int last) {
      this.last = last;
    }

    @Override
    public void epochEnded(EpochReport report) {
      stops = report.epoch() >= last;
    }

    @Override
    public boolean wantsToStop() {
      return stops;
    }
  }
}
