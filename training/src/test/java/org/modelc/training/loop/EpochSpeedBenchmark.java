package org.modelc.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.modelc.TestModels;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.training.EpochReport;
import org.modelc.training.TrainingListener;
import org.modelc.training.TrainingOptions;
import org.modelc.training.TrainingTask;
import org.modelc.training.engine.NativeEngine;

/**
 * How long an epoch of LeNet over 10,000 images takes, against the same network written with DJL's own blocks and trainer. No part of the
 * test suite: {@code mvn -q -o test -pl compiler,training -Dtest=EpochSpeedBenchmark -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class EpochSpeedBenchmark {
  private static final int SAMPLES = 10_000;
  private static final int BATCH = 64;
  private static final int ROUNDS = 4;

  private static double seconds(long since) {
    return (System.nanoTime() - since) * 1e-9;
  }

  private static float[] noise(int length) {
    Random random = new Random(1);
    float[] floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = random.nextFloat();
    }
    return floats;
  }

  /** Rounds alternate and the fastest counts, as the machine may have other things to do. */
  @Test
  void anEpochTakesAtMostHalfAsLongAgainAsPlainDjl() throws IOException, TranslateException {
    double plain = Double.POSITIVE_INFINITY;
    double ours = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      plain = Math.min(plain, plainEpoch());
      ours = Math.min(ours, ourEpoch());
    }
    System.out.printf("LeNet, %d images, an epoch: plain DJL %.2f s, modelc %.2f s, ratio %.2f%n", SAMPLES, plain, ours, ours / plain);
    assertThat(ours / plain).isLessThan(1.5);
  }

  private static double plainEpoch() throws IOException, TranslateException {
    NativeEngine.get();
    try (Model model = Model.newInstance("lenet", "PyTorch"); NDManager manager = NDManager.newBaseManager()) {
      model.setBlock(lenet());
      DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
          .optOptimizer(Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build());
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(BATCH, 1, 28, 28));
        NDArray images = manager.create(noise(SAMPLES * 784), new Shape(SAMPLES, 1, 28, 28));
        NDArray labels = manager.create(IntStream.range(0, SAMPLES).map(i -> i % 10).toArray());
        ArrayDataset data = new ArrayDataset.Builder().setData(images).optLabels(labels).setSampling(BATCH, true).build();
        long start = System.nanoTime();
        for (Batch batch : trainer.iterateDataset(data)) {
          EasyTrain.trainBatch(trainer, batch);
          trainer.step();
          batch.close();
        }
        return seconds(start);
      }
    }
  }

  private static Block lenet() {
    return new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(5, 5)).optPadding(new Shape(2, 2)).setFilters(6).build())
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(16).build())
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(120).build())
        .add(Activation::relu)
        .add(Linear.builder().setUnits(84).build())
        .add(Activation::relu)
        .add(Linear.builder().setUnits(10).build());
  }

  /** The time of the steps, which is what the other measures. */
  private static double ourEpoch() {
    Graph graph = Pipeline.run(
        Pipeline.OPTIMISE, OnnxImporter.load(TestModels.net("lenet/lenet.onnx"), new Problems()), PassOptions.DEFAULT);
    int held = SAMPLES / 100;
    float[] images = noise(784);
    List<List<Tensor>> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES + held; i++) {
      samples.add(List.of(Tensor.of(graph.inputs().get(0).type(), images)));
    }
    SampleSet set = SampleSet.of(samples).withLabels(IntStream.range(0, SAMPLES + held).mapToObj(i -> i % 10).toList());
    StepClock clock = new StepClock();
    TrainingOptions options = new TrainingOptions(1, BATCH, TrainingOptions.DEFAULT.optimiser(), 1e-3, TrainingOptions.DEFAULT.schedule(), 0,
        (double) held / (SAMPLES + held), 1, 0, TrainingOptions.DEFAULT.augmentations(), false);
    org.modelc.training.Trainer.load().train(TrainingTask.of(graph, set, options), clock);
    return clock.seconds;
  }

  /** Measures from the report before the epoch to its last step. */
  private static final class StepClock implements TrainingListener {
    private long start;
    private double seconds;

    @Override
    public void epochEnded(EpochReport report) {
      start = report.epoch() == 0 ? System.nanoTime() : start;
    }

    @Override
    public void batchEnded(int epoch, double done) {
      seconds = EpochSpeedBenchmark.seconds(start);
    }
  }
}
