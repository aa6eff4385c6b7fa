package org.modelc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.FirmwareRun;
import org.modelc.firmware.TestToolchain;
import org.modelc.firmware.WarningCheck;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/** Kernels for compressed weights against the reference semantics, on the host with guards and sanitizers and under QEMU. */
class CompressedWeightsTest {
  private static final int CASES = 60;

  @TempDir
  private Path directory;

  /** What a kernel is for: many zeros, zeros in long runs, or small weights. */
  private static Stream<OpCase> cases(long seed) {
    RandomTensors random = new RandomTensors(seed, 2);
    Shape row = Shape.of(random.between(1, 3), random.between(1, 700));
    OpCase dense = Weighted.of(
        "dense " + seed, new Dense(Weighted.clamp(random)), random, row, Shape.of(random.between(1, 9), row.dim(1)), true);
    Window window = new Window(
        random.between(1, 3), random.between(1, 3), random.between(1, 2), random.between(1, 2), random.between(1, 2), random.between(1, 2),
        random.between(0, 2), random.between(0, 2), random.between(0, 2), random.between(0, 2));
    Shape map = Shape.of(1, random.between(5, 8), random.between(5, 8), random.between(1, 9));
    Shape filters = Shape.of(random.between(1, 9), window.kernelHeight(), window.kernelWidth(), map.dim(3));
    OpCase conv = Weighted.of("conv " + seed, new Conv(window, 1, Weighted.clamp(random)), random, map, filters, true);
    return Stream.of(dense, conv, wide(seed, random), pointwise(seed, random)).flatMap(opCase -> Stream.of(sparse(opCase, seed), small(opCase, seed)));
  }

  private static OpCase wide(long seed, RandomTensors random) {
    Window window = new Window(
        random.between(1, 5), random.between(1, 5), random.between(1, 3), random.between(1, 3), 1, 1,
        random.between(0, 2), random.between(0, 2), random.between(0, 2), random.between(0, 2));
    Shape map = Shape.of(1, random.between(5, 12), random.between(9, 33), random.between(1, 3));
    Shape filters = Shape.of(random.between(1, 9), window.kernelHeight(), window.kernelWidth(), map.dim(3));
    return Weighted.of("wide " + seed, new Conv(window, 1, Weighted.clamp(random)), random, map, filters, true);
  }

  private static OpCase pointwise(long seed, RandomTensors random) {
    Shape map = Shape.of(1, random.between(1, 5), random.between(1, 5), random.between(1, 80));
    Shape filters = Shape.of(random.between(1, 40), 1, 1, map.dim(3));
    return Weighted.of("pointwise " + seed, new Conv(Window.of(1, 1), 1, Weighted.clamp(random)), random, map, filters, true);
  }

  private static OpCase sparse(OpCase opCase, long seed) {
    Random random = new Random(seed);
    double kept = List.of(0.0, 0.003, 0.1, 0.5, 1.0).get((int) (seed % 5));
    return withWeights(opCase, "sparse ", weight -> random.nextDouble() < kept ? weight : 0);
  }

  private static OpCase small(OpCase opCase, long seed) {
    return withWeights(opCase, "s4 ", weight -> seed % 7 == 0 ? -8 : (byte) (weight >> 4));
  }

  private interface Change {
    int apply(byte weight);
  }

  private static OpCase withWeights(OpCase opCase, String label, Change change) {
    Tensor old = opCase.inputs().get(WeightedOp.WEIGHTS);
    byte[] weights = new byte[old.elements()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (byte) change.apply(old.bytes()[i]);
    }
    List<Tensor> inputs = new ArrayList<>(opCase.inputs());
    inputs.set(WeightedOp.WEIGHTS, Tensor.of(old.type(), weights));
    return new OpCase(label + opCase.label(), opCase.op(), inputs, opCase.output());
  }

  /** The kernels for the weights of a case: one that runs anywhere, or those with an extension. */
  private static List<CompressedKernel> kernelsOf(OpCase opCase) {
    return opCase.label().startsWith("sparse")
        ? List.of(Kernels.COMPRESSED.get(0), Kernels.COMPRESSED.get(4), Kernels.COMPRESSED.get(5))
        : Kernels.COMPRESSED.subList(1, 4);
  }

  private static CompressedKernel portable(OpCase opCase, Target target) {
    return kernelsOf(opCase).get(0);
  }

  private static CompressedKernel extended(OpCase opCase, Target target) {
    List<CompressedKernel> accepting = kernelsOf(opCase).stream().filter(kernel -> kernel.accepts(opCase.node(), target)).toList();
    return accepting.get(accepting.size() - 1);
  }

  private interface Choice {
    CompressedKernel of(OpCase opCase, Target target);
  }

  private static List<OpCase> allCases(Target target) {
    List<OpCase> cases = IntStream.range(0, CASES).boxed().flatMap(CompressedWeightsTest::cases)
        .filter(opCase -> portable(opCase, target).accepts(opCase.node(), target)).toList();
    assertThat(cases).hasSizeGreaterThan(7 * CASES);
    return cases;
  }

  private static KernelSelection selection(Graph graph, List<OpCase> cases, Target target, Choice choice) {
    List<Node> nodes = graph.nodes().stream().filter(node -> node.op() instanceof WeightedOp).toList();
    Map<Node, Kernel> kernels = new IdentityHashMap<>();
    IntStream.range(0, cases.size()).forEach(i -> kernels.put(nodes.get(i), choice.of(cases.get(i), target)));
    return KernelSelection.of(kernels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "cortex-m0plus", "cortex-m4", "cortex-m55", "k210", "rv32imac"})
  void resultsEqualTheReferenceByteForByte(String name) {
    assertThat(wrong(Targets.find(name), CompressedWeightsTest::portable)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cortex-m4", "cortex-m33", "cortex-m55"})
  void resultsOfExtensionsEqualTheReferenceByteForByte(String name) {
    Target target = Targets.find(name);
    assertThat(allCases(target).stream().map(opCase -> extended(opCase, target)).distinct().toList()).contains(
        Kernels.COMPRESSED.get(2), Kernels.COMPRESSED.get(3), Kernels.COMPRESSED.get(4), Kernels.COMPRESSED.get(5));
    assertThat(wrong(target, CompressedWeightsTest::extended)).isEmpty();
  }

  @Test
  void resultsOfExtensionsMayOverwriteOperands() {
    Target target = Targets.find("cortex-m4");
    List<OpCase> cases = allCases(target).stream().filter(opCase -> opCase.label().contains("pointwise")).toList();
    Choice choice = CompressedWeightsTest::extended;
    assertThat(cases).anyMatch(opCase -> choice.of(opCase, target) instanceof ConvSparseDsp);
    assertThat(wrong(cases, CaseModel.inArena(cases, target, graph -> selection(graph, cases, target, choice)), target)).isEmpty();
  }

  private List<String> wrong(Target target, Choice choice) {
    List<OpCase> cases = allCases(target);
    return wrong(cases, CaseModel.of(cases, target, graph -> selection(graph, cases, target, choice)), target);
  }

  private List<String> wrong(List<OpCase> cases, CaseModel model, Target target) {
    FirmwareRun run = new FirmwareBuilder(TestToolchain.shared(), target).build(model.write(directory, false)).run(model.inputBytes());
    List<Tensor> outputs = model.outputs(run.outputs());
    return IntStream.range(0, cases.size())
        .filter(i -> !Arrays.equals(outputs.get(i).bytes(), cases.get(i).evaluate().bytes()))
        .mapToObj(i -> cases.get(i).toString())
        .toList();
  }

  @Test
  void kernelsCompileWithoutWarnings() {
    Target target = Targets.find("cortex-m4");
    List<OpCase> cases = allCases(target).subList(0, 40);
    CaseModel.of(cases, target, graph -> selection(graph, cases, target, CompressedWeightsTest::extended)).write(directory, false);
    assertThat(new WarningCheck(TestToolchain.shared()).finding(directory, target)).isEmpty();
  }

  private static Node conv(int channels, double kept) {
    Shape map = Shape.of(1, 20, 20, channels);
    Shape filters = Shape.of(8, 5, 5, channels);
    Random random = new Random(1);
    OpCase opCase = Weighted.of("", new Conv(Window.of(5, 5), 1, Clamp.NONE), new RandomTensors(1, 2), map, filters, true);
    return withWeights(opCase, "", weight -> random.nextDouble() < kept ? weight / 2 : 0).node();
  }

  private static Node dense(int inputs, int outputs, double kept, int shift) {
    Shape input = Shape.of(1, inputs);
    Random random = new Random(1);
    OpCase opCase = Weighted.of("", new Dense(Clamp.NONE), new RandomTensors(1, 2), input, Shape.of(outputs, inputs), true);
    return withWeights(opCase, "", weight -> random.nextDouble() < kept ? (random.nextInt(255) - 127) >> shift : 0).node();
  }

  private static Kernel chosen(Node node, CodeGoal goal) {
    GraphBuilder builder = new GraphBuilder("choice");
    Value x = builder.input("x", node.input(0).type());
    builder.output(builder.addTyped("node", node.op(), List.of(x, node.input(1), node.input(2)), List.of("y"), node.outputTypes()).get(0));
    Graph graph = builder.build();
    return KernelSelection.of(graph, Targets.find("cortex-m4"), goal).of(graph.nodes().get(0));
  }

  @Test
  void convolutionsThatAreClearlyFasterMayTakeMoreFlash() {
    assertThat(chosen(conv(1, 1), CodeGoal.SPEED)).isInstanceOf(ConvSparseDsp.class);
    assertThat(chosen(conv(8, 0.52), CodeGoal.SPEED)).isInstanceOf(ConvSparseDsp.class);
    assertThat(chosen(conv(8, 1), CodeGoal.SPEED)).isInstanceOf(ConvDsp.class);
    assertThat(chosen(conv(8, 0.52), CodeGoal.SIZE)).isInstanceOf(ConvDsp.class);
  }

  @Test
  void compressedWhereItIsBetter() {
    Kernel fourBits = Kernels.COMPRESSED.get(1);

    assertThat(chosen(dense(400, 40, 0.05, 0), CodeGoal.SPEED)).isInstanceOf(DenseSparseDsp.class);
    assertThat(chosen(dense(400, 40, 0.4, 0), CodeGoal.SPEED)).isInstanceOf(DenseDsp.class);
    assertThat(chosen(dense(400, 40, 0.4, 0), CodeGoal.SIZE)).isInstanceOf(DenseSparseDsp.class);
    assertThat(chosen(dense(400, 40, 0.6, 0), CodeGoal.SIZE)).isInstanceOf(DenseDsp.class);
    assertThat(chosen(dense(400, 40, 0.6, 4), CodeGoal.SIZE)).isEqualTo(fourBits);
    assertThat(chosen(dense(400, 100, 0.6, 4), CodeGoal.SIZE)).isInstanceOf(DenseFourBitDsp.class);
    assertThat(chosen(dense(400, 40, 0.6, 4), CodeGoal.SPEED)).isInstanceOf(DenseFourBitDsp.class);
    assertThat(chosen(dense(50, 25, 0.6, 4), CodeGoal.SPEED)).isNotInstanceOf(DenseFourBitDsp.class);
    assertThat(chosen(dense(20, 5, 0.1, 0), CodeGoal.SIZE)).isEqualTo(Kernels.PORTABLE);
  }
}
