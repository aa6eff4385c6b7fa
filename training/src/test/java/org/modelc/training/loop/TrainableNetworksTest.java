package org.modelc.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.data.SampleSet;
import org.modelc.driver.IntegerNetworks;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.onnx.OnnxImporter;
import org.modelc.onnx.OnnxModelBuilder;
import org.modelc.op.Clamp;
import org.modelc.op.Dense;
import org.modelc.op.Gather;
import org.modelc.op.Normalise;
import org.modelc.op.Reduce;
import org.modelc.op.WeightedOp;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.quant.Classification;
import org.modelc.training.Augmentation;
import org.modelc.training.Trainer;
import org.modelc.training.TrainingListener;
import org.modelc.training.TrainingOptions;
import org.modelc.training.TrainingTask;
import org.modelc.training.WeightFormat;

/** Blocks of today's networks learn a task, in floats and in integers. */
class TrainableNetworksTest {
  private static final int CLASSES = 3;
  private static final int WORDS = 12;
  private static final int LENGTH = 7;
  private static final TrainingOptions OPTIONS = TrainingOptions.DEFAULT.withEpochs(6).withLearningRate(5e-3);

  @TempDir
  private Path folder;

  /** The block with a matrix behind it that gives scores. */
  private Graph classifier(String block) {
    OnnxModelBuilder model = IntegerNetworks.of(block);
    int results = OnnxImporter.load(model.save(folder.resolve("block.onnx")), new Problems()).outputs().get(0).type().elements();
    Random random = new Random(1);
    model.longs("row", 1, results);
    model.initialiser("head", gaussian(Shape.of(results, CLASSES), 1 / Math.sqrt(results), random));
    model.node("Reshape", List.of("y", "row"), List.of("y_row")).node("MatMul", List.of("y_row", "head"), List.of("scores"));
    model.graph().clearOutput();
    Path file = model.output("scores").save(folder.resolve("classifier.onnx"));
    return Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(file, new Problems()), PassOptions.DEFAULT);
  }

  private static Tensor gaussian(Shape shape, double deviation, Random random) {
    float[] floats = new float[shape.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) (random.nextGaussian() * deviation);
    }
    return Tensor.f32(shape, floats);
  }

  /** A pattern for each class under noise. */
  private static SampleSet patterns(Graph graph, int count, long seed) {
    Shape shape = graph.inputs().get(0).shape();
    Random patterns = new Random(5);
    List<Tensor> classes = IntStream.range(0, CLASSES).mapToObj(i -> gaussian(shape, 0.5, patterns)).toList();
    Random random = new Random(seed);
    return samples(count, label -> {
      float[] floats = gaussian(shape, 1, random).floats();
      for (int i = 0; i < floats.length; i++) {
        floats[i] += classes.get(label).floats()[i];
      }
      return Tensor.f32(shape, floats);
    });
  }

  private interface Maker {
    Tensor sample(int label);
  }

  private static SampleSet samples(int count, Maker maker) {
    List<List<Tensor>> samples = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      labels.add(i % CLASSES);
      samples.add(List.of(maker.sample(i % CLASSES)));
    }
    return SampleSet.of(samples).withLabels(labels);
  }

  private static double accuracy(Graph graph, SampleSet samples) {
    return Classification.of(graph).orElseThrow().score(graph, samples.forGraph(graph), samples.labels().orElseThrow()).ratio();
  }

  @ParameterizedTest
  @ValueSource(strings = {"transformer", "mobilenet", "unet", "normalisations"})
  void blocksLearnInFloatsAndInIntegers(String block) {
    Graph network = classifier(block);
    TrainingTask task = TrainingTask.of(network, patterns(network, 300, 2), OPTIONS);
    SampleSet fresh = patterns(network, 200, 3);

    Graph floats = Trainer.load().train(task, TrainingListener.SILENT).graph();
    Graph integers = Trainer.load().train(task.withQuantisation(WeightFormat.INT8), TrainingListener.SILENT).graph();

    assertThat(accuracy(network, fresh)).isLessThan(0.7);
    assertThat(accuracy(floats, fresh)).isGreaterThan(0.9);
    assertThat(accuracy(integers, fresh)).isGreaterThan(0.9);
    assertThat(integers.nodes()).filteredOn(node -> node.op() instanceof WeightedOp).allMatch(node -> node.output().type().isQuantised());
  }

  /** Rows of a table for words, normalised, their mean, and a matrix. */
  private static Graph wordNetwork() {
    Random random = new Random(1);
    GraphBuilder builder = new GraphBuilder("words");
    Value words = builder.input("words", TensorType.of(DType.S64, Shape.of(1, LENGTH)));
    Value rows = builder.add("rows", new Gather(0), builder.constant("table", gaussian(Shape.of(WORDS, 8), 0.3, random)), words);
    Value normal = builder.add("normal", new Normalise(List.of(2), 1e-5f, true), rows,
        builder.constant("scale", gaussian(Shape.of(1, 1, 8), 1, random)), builder.constant("offset", gaussian(Shape.of(1, 1, 8), 0.1, random)));
    Value mean = builder.add("mean", new Reduce(Reduce.Kind.MEAN, List.of(1), false), normal);
    builder.output(builder.add("scores", new Dense(Clamp.NONE), mean,
        builder.constant("weights", gaussian(Shape.of(CLASSES, 8), 0.3, random)), builder.constant("bias", gaussian(Shape.of(CLASSES), 0.1, random))));
    return builder.build();
  }

  /** Half of the words are of the sample's class, the others any. */
  private static SampleSet sentences(int count, long seed) {
    Random random = new Random(seed);
    return samples(count, label -> {
      long[] words = new long[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        words[i] = random.nextBoolean() ? label + CLASSES * random.nextInt(WORDS / CLASSES) : random.nextInt(WORDS);
      }
      return Tensor.of(TensorType.of(DType.S64, Shape.of(1, LENGTH)), words);
    });
  }

  @Test
  void wordsLearnTheirRows() {
    Graph network = wordNetwork();
    TrainingTask task = TrainingTask.of(
        network, sentences(400, 2), OPTIONS.withEpochs(15).withLearningRate(0.03).withAugmentations(Set.of(Augmentation.NOISE)));

    Graph floats = Trainer.load().train(task, TrainingListener.SILENT).graph();
    Graph integers = Trainer.load().train(task.withQuantisation(WeightFormat.INT8), TrainingListener.SILENT).graph();

    for (String constant : List.of("table", "scale", "offset", "weights", "bias")) {
      assertThat(constants(floats).get(constant)).as(constant).isNotEqualTo(constants(network).get(constant));
    }
    assertThat(accuracy(network, sentences(300, 3))).isLessThan(0.7);
    assertThat(accuracy(floats, sentences(300, 3))).isGreaterThan(0.85);
    assertThat(accuracy(integers, sentences(300, 3))).isGreaterThan(0.85);
  }

  private static Map<String, float[]> constants(Graph graph) {
    Map<String, float[]> constants = new HashMap<>();
    graph.constants().forEach(constant -> constants.put(constant.name(), constant.requireConstant().floats()));
    return constants;
  }
}
