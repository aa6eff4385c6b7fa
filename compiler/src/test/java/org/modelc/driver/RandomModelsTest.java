package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.data.SampleSet;
import org.modelc.firmware.TestToolchain;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.onnx.Comparison;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.Problems;
import org.modelc.quant.Calibration;
import org.modelc.quant.QuantisationOptions;
import org.modelc.quant.Quantiser;
import org.modelc.target.Targets;

/** Random networks from ONNX to bytes: the import against ONNX Runtime, generated C against the interpreter, in floats and in integers. */
class RandomModelsTest {
  private static final int NETWORKS = 25;
  private static final int SAMPLES = 8;

  @TempDir
  private Path folder;

  private final Problems problems = new Problems();

  private Path file(long seed) {
    Path file = folder.resolve("random" + seed + ".onnx");
    RandomModels.of(seed, NETWORKS).save(file);
    return file;
  }

  private Graph optimised(long seed) {
    return Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(file(seed), problems), PassOptions.DEFAULT);
  }

  private Graph quantised(long seed) {
    Graph optimised = optimised(seed);
    Graph quantised =
        Quantiser.quantise(optimised, Calibration.of(optimised, samples(optimised, seed)), QuantisationOptions.DEFAULT, problems);
    Graph finished = Pipeline.run(Pipeline.FINISH, quantised, PassOptions.DEFAULT);
    problems.throwIfErrors();
    return finished;
  }

  private static SampleSet samples(Graph graph, long seed) {
    Random random = new Random(seed);
    List<List<Tensor>> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      samples.add(graph.inputs().stream().map(input -> Comparison.random(input.type(), random)).toList());
    }
    return SampleSet.of(samples);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void importEqualsOnnxRuntime(long seed) {
    Comparison.assertMatchesOnnxRuntime(file(seed), seed, 1e-4, 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void floatCodeEqualsTheInterpreter(long seed) {
    assertPasses(optimised(seed), seed, "host");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void integerCodeEqualsTheInterpreterOnTheHost(long seed) {
    assertPasses(quantised(seed), seed, "host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cortex-m0plus", "cortex-m4", "cortex-m55", "k210"})
  void integerCodeEqualsTheInterpreterOnTargets(String target) {
    assertPasses(quantised(5), 5, target);
  }

  private static void assertPasses(Graph graph, long seed, String target) {
    FirmwareCheck check = new FirmwareCheck(TestToolchain.shared(), graph, ExpectedOutputs.of(graph, samples(graph, seed).range(0, 3)), MemoryGoal.DEFAULT);
    TargetVerdict verdict = check.run(Targets.find(target));
    assertThat(verdict.problem()).isEmpty();
    assertThat(verdict.passed()).as("%s", verdict).isTrue();
  }
}
