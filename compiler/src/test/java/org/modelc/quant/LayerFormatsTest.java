package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.data.SampleSet;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.Verifier;
import org.modelc.kernel.Compilability;
import org.modelc.onnx.OnnxImporter;
import org.modelc.onnx.export.OnnxExport;
import org.modelc.op.WeightedOp;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;

/** Layers in different formats: the graph is well formed, computes what it should, and survives as ONNX. */
class LayerFormatsTest {
  private static final QuantisationOptions OPTIONS = QuantisationOptions.DEFAULT.withMethod(RangeMethod.LEAST_ERROR).withFloatIo(true);

  @TempDir
  private Path folder;

  private final Problems problems = new Problems();

  private static Graph floats(long seed) {
    return Pipeline.run(Pipeline.OPTIMISE, SmallNetworks.of(seed), PassOptions.DEFAULT);
  }

  private Graph quantise(Graph graph, SampleSet samples, QuantisationOptions options) {
    Graph quantised = Quantiser.quantise(graph, Calibration.of(graph, samples), options, problems);
    Verifier.verify(quantised, "Quantiser");
    Graph finished = Pipeline.run(Pipeline.FINISH, quantised, new PassOptions(true, false));
    Compilability.check(finished, problems);
    assertThat(problems.all()).isEmpty();
    return finished;
  }

  private static Node node(Graph graph, String name) {
    return graph.nodes().stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  private static DType dtype(Graph graph, String node) {
    return node(graph, node).output().type().dtype();
  }

  @Test
  void sixteenBitsRunThroughAllButTables() {
    Graph graph = floats(1);
    SampleSet samples = SmallNetworks.samples(graph, 30, 1);
    Graph wide = quantise(graph, samples, OPTIONS.withFormat(LayerFormat.INT8_INT16));
    for (String name : List.of("first", "pool", "depthwise", "grouped", "mean", "hidden", "middle", "largest")) {
      assertThat(dtype(wide, name)).as(name).isEqualTo(DType.S16);
      assertThat(node(wide, name).output().type().requireQuant().isSymmetric()).as(name).isTrue();
    }
    assertThat(dtype(wide, "leaky")).isEqualTo(DType.S8);
    assertThat(dtype(wide, "scores")).isEqualTo(DType.S16);
    assertThat(node(wide, "middle").input(WeightedOp.WEIGHTS).type().dtype()).isEqualTo(DType.S8);
  }

  @Test
  void sixteenBitsLoseLess() {
    Graph graph = floats(2);
    SampleSet samples = SmallNetworks.samples(graph, 40, 2);
    double narrow = decibels(graph, quantise(graph, samples, OPTIONS), samples, "hidden");
    double wide = decibels(graph, quantise(graph, samples, OPTIONS.withFormat(LayerFormat.INT8_INT16)), samples, "hidden");
    assertThat(wide).isGreaterThan(narrow + 3);
  }

  private static double decibels(Graph graph, Graph quantised, SampleSet samples, String value) {
    return Comparison.of(graph, quantised, samples).signalToNoise().get(value).decibels();
  }

  @Test
  void sixteenBitsHaveRoomForTwiceWhatWasSeen() {
    Graph graph = floats(3);
    SampleSet samples = SmallNetworks.samples(graph, 20, 3);
    Range seen = RangeMethod.MIN_MAX.choose(Calibration.of(graph, samples).statistics("hidden").orElseThrow());
    Quant quant = node(quantise(graph, samples, OPTIONS.withFormat(LayerFormat.INT8_INT16)), "hidden").output().type().requireQuant();
    assertThat(quant.scale() * 32767.0).isCloseTo(2 * seen.max(), within(1e-4 * seen.max()));
  }

  static IntStream seeds() {
    return IntStream.range(0, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mixedNetworksSurviveAsOnnx(int seed) {
    Graph graph = floats(seed);
    SampleSet samples = SmallNetworks.samples(graph, 10, seed);
    Map<String, LayerFormat> formats = randomFormats(graph, new Random(seed));
    Graph mixed = quantise(graph, samples, OPTIONS.withExceptions(formats));
    Path file = folder.resolve("mixed.onnx");
    OnnxExport.write(mixed, file);
    Graph readBack = Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(file, problems), new PassOptions(true, false));
    for (int i = 0; i < samples.size(); i++) {
      List<Tensor> expected = new Interpreter(mixed).run(samples.sample(i));
      List<Tensor> actual = new Interpreter(readBack).run(samples.sample(i));
      IntStream.range(0, expected.size()).forEach(
          output -> assertThat(actual.get(output).floats()).as("%s, output %d", formats, output).isEqualTo(expected.get(output).floats()));
    }
  }

  private static Map<String, LayerFormat> randomFormats(Graph graph, Random random) {
    List<LayerFormat> formats = List.of(LayerFormat.INT4, LayerFormat.INT8, LayerFormat.INT8_INT16, LayerFormat.F16);
    Map<String, LayerFormat> chosen = new LinkedHashMap<>();
    graph.nodes().stream().filter(node -> node.op() instanceof WeightedOp)
        .forEach(node -> chosen.put(node.name(), formats.get(random.nextInt(formats.size()))));
    return chosen;
  }
}
