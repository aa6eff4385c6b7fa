package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.data.SampleSet;
import org.modelc.firmware.TestToolchain;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.kernel.Compilability;
import org.modelc.onnx.Comparison;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.Problems;
import org.modelc.quant.PostTraining;
import org.modelc.quant.QuantisationOptions;
import org.modelc.quant.SignalToNoise;
import org.modelc.report.FloatLayers;
import org.modelc.target.Targets;

/** Attention, normalisations, gates, resized maps and volumes entirely in integers: close to the floats, and C equal to the interpreter. */
class IntegerNetworksTest {
  private static final int CALIBRATION = 32;
  private static final int SAMPLES = 16;

  @TempDir
  private Path folder;

  private final Problems problems = new Problems();

  private Path file(String network) {
    Path file = folder.resolve(network + ".onnx");
    IntegerNetworks.of(network).save(file);
    return file;
  }

  private Graph optimised(String network) {
    return Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(file(network), problems), PassOptions.DEFAULT);
  }

  private Graph integers(Graph optimised) {
    Graph quantised = PostTraining.run(optimised, samples(optimised, 1, CALIBRATION), QuantisationOptions.DEFAULT, problems).integers();
    Graph finished = Pipeline.run(Pipeline.FINISH, quantised, PassOptions.DEFAULT);
    Compilability.check(finished, problems);
    problems.throwIfErrors();
    return finished;
  }

  private static SampleSet samples(Graph graph, long seed, int count) {
    Random random = new Random(seed);
    List<List<Tensor>> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(graph.inputs().stream().map(input -> Comparison.random(input.type(), random)).toList());
    }
    return SampleSet.of(samples);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transformer", "mobilenet", "unet", "normalisations", "volumes", "choices", "causal", "padded", "filled"})
  void floatsEqualOnnxRuntime(String network) {
    Comparison.assertMatchesOnnxRuntime(file(network), 5, 1e-4, 0);
  }

  /** @param decibels least ratio of signal to noise of the result, over samples that were not seen at calibration */
  @ParameterizedTest
  @CsvSource({"transformer, 30", "mobilenet, 30", "unet, 30", "normalisations, 25", "volumes, 30", "choices, 25", "causal, 30", "padded, 29",
    "filled, 30"})
  void allIsInIntegersAndCloseToTheFloats(String network, double decibels) {
    Graph optimised = optimised(network);
    Graph integers = integers(optimised);
    assertThat(FloatLayers.of(integers)).extracting(Node::name).isEmpty();
    Map<String, SignalToNoise> noise =
        org.modelc.quant.Comparison.of(optimised, integers, samples(optimised, 2, SAMPLES)).signalToNoise();
    assertThat(noise.get("y").decibels()).isGreaterThan(decibels);
  }

  @ParameterizedTest
  @CsvSource({
    "transformer, host", "mobilenet, host", "unet, host", "normalisations, host", "volumes, host", "choices, host",
    "causal, host", "padded, host", "filled, host",
    "transformer, cortex-m4", "normalisations, cortex-m0plus", "choices, cortex-m4"
  })
  void codeEqualsTheInterpreter(String network, String target) {
    Graph integers = integers(optimised(network));
    ExpectedOutputs expected = ExpectedOutputs.of(integers, samples(integers, 3, 2));
    TargetVerdict verdict = new FirmwareCheck(TestToolchain.shared(), integers, expected, MemoryGoal.DEFAULT).run(Targets.find(target));
    assertThat(verdict.problem()).isEmpty();
    assertThat(verdict.passed()).as("%s", verdict).isTrue();
  }
}
