package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.data.SampleSet;
import org.modelc.firmware.TestToolchain;
import org.modelc.ir.Graph;
import org.modelc.kernel.CodeGoal;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.Problems;
import org.modelc.quant.Comparison;
import org.modelc.quant.Footprint;
import org.modelc.quant.HalfFloatWeights;
import org.modelc.quant.LabelledModel;
import org.modelc.quant.LayerFormat;
import org.modelc.quant.MixedFormats;
import org.modelc.quant.MixedGoal;
import org.modelc.quant.PostTraining;
import org.modelc.quant.QuantisationOptions;
import org.modelc.quant.SignalToNoise;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/**
 * Accuracy on 1,000 test samples, flash, RAM and instructions of networks in each format and with layers of different formats; the firmware is
 * compared with the interpreter. It takes many minutes and is no part of the test suite:
 * {@code mvn -q -o test -pl compiler -Dtest=FormatsBenchmark}.
 */
class FormatsBenchmark {
  private static final Target TARGET = Targets.find("cortex-m4");
  private static final int FIRMWARE_SAMPLES = 5;
  private static final int TEST_SAMPLES = 1000;

  @ParameterizedTest
  @ValueSource(strings = {"HAR1D", "LENET", "DSCNN"})
  void formatsCostAndGain(String name) {
    LabelledModel model = LabelledModel.valueOf(name);
    Graph graph = model.graph();
    SampleSet calibration = model.calibrationSamples(graph);
    print(model, "f32", graph, graph, graph, CodeGoal.SPEED);
    print(model, "f16", graph, graph, HalfFloatWeights.round(graph, node -> true), CodeGoal.SPEED);
    for (LayerFormat format : List.of(LayerFormat.INT4, LayerFormat.INT8, LayerFormat.INT8_INT16)) {
      PostTraining.Result result = PostTraining.run(graph, calibration, QuantisationOptions.DEFAULT.withFormat(format), new Problems());
      print(model, format.text(), graph, result.floats(), finished(result.integers()),
          format == LayerFormat.INT4 ? CodeGoal.SIZE : CodeGoal.SPEED);
    }
    Graph int8 = finished(PostTraining.run(graph, calibration, QuantisationOptions.DEFAULT, new Problems()).integers());
    mixed(model, graph, calibration, "flash=" + footprint(int8).flash() * 3 / 4);
    mixed(model, graph, calibration, "accuracy=1");
  }

  private static void mixed(LabelledModel model, Graph graph, SampleSet calibration, String goal) {
    QuantisationOptions options = QuantisationOptions.DEFAULT;
    Map<String, LayerFormat> formats = new LinkedHashMap<>();
    PostTraining.Result result = PostTraining.run(graph, calibration, options, new Problems(), (floats, seen) -> {
      formats.putAll(MixedFormats.choose(
          floats, seen, options, MixedGoal.parse(goal), quantised -> footprint(finished(quantised)), activity -> {}).formats());
      return options.withExceptions(formats);
    });
    print(model, goal, graph, result.floats(), finished(result.integers()), CodeGoal.SIZE);
    formats.forEach((layer, format) -> System.out.printf(Locale.ROOT, "  %-40s %s%n", layer, format.text()));
  }

  private static Graph finished(Graph quantised) {
    return Pipeline.run(Pipeline.FINISH, quantised, PassOptions.DEFAULT);
  }

  private static Footprint footprint(Graph graph) {
    TargetCode code = code(graph, CodeGoal.SIZE);
    return new Footprint(code.files().constantBytes(), code.plan().arenaBytes());
  }

  private static TargetCode code(Graph graph, CodeGoal goal) {
    return TargetCode.generate(graph, TARGET, MemoryGoal.WHOLE_LAYERS, goal, CompileOptions.of(TARGET, "model").generationOptions());
  }

  private static void print(LabelledModel model, String format, Graph floats, Graph equalised, Graph compiled, CodeGoal goal) {
    SampleSet samples = model.testSamples(floats).range(0, TEST_SAMPLES);
    Comparison comparison = Comparison.of(floats, equalised, compiled, samples);
    ExpectedOutputs expected = ExpectedOutputs.of(compiled, samples.range(0, FIRMWARE_SAMPLES).forGraph(compiled));
    TargetCode code = code(compiled, goal);
    TargetVerdict verdict =
        new FirmwareCheck(TestToolchain.shared(), compiled, expected, MemoryGoal.WHOLE_LAYERS, goal).run(code);
    System.out.printf(Locale.ROOT, "%s %-14s accuracy %s  same class %s  %.1f dB  constants %,d  arena %,d  instructions %s%n", model, format,
        comparison.candidateAccuracy().orElseThrow(), comparison.agreement().orElseThrow(),
        comparison.signalToNoise().values().stream().mapToDouble(SignalToNoise::decibels).min().orElse(Double.NaN),
        code.files().constantBytes(), code.plan().arenaBytes(), verdict.measurements().orElseThrow().instructions());
    assertThat(verdict.passed()).isTrue();
  }
}
