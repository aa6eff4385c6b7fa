package org.modelc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.FirmwareRun;
import org.modelc.firmware.TestToolchain;
import org.modelc.firmware.WarningCheck;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/**
 * The kernels that a target prefers against the reference semantics, under QEMU: random cases that reach every remainder of every tile. The
 * harness guards every buffer.
 */
class VariantParityTest {
  private static final int CASES = 120;

  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"cortex-m0plus", "cortex-m3", "cortex-m4", "cortex-m55", "k210", "rv32imac"})
  void preferredKernelsEqualTheReferenceByteForByte(String name) {
    Target target = Targets.find(name);
    List<OpCase> cases = casesWithVariants(0, target);
    assertThat(wrong(cases, CaseModel.of(cases, target), target)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cortex-m0plus", "cortex-m3", "cortex-m4", "cortex-m55", "k210", "rv32imac"})
  void theirResultsMayOverwriteOperands(String name) {
    Target target = Targets.find(name);
    List<OpCase> cases = casesWithVariants(CASES, target).stream().filter(VariantParityTest::isSmall).toList();
    assertThat(wrong(cases, CaseModel.inArena(cases, target), target)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cortex-m0plus", "cortex-m3", "cortex-m4", "cortex-m55", "k210", "rv32imac"})
  void preferredKernelsCompileWithoutWarnings(String name) {
    Target target = Targets.find(name);
    CaseModel.of(casesWithVariants(0, target).subList(0, CASES), target).write(directory, false);
    assertThat(new WarningCheck(TestToolchain.shared()).finding(directory, target)).isEmpty();
  }

  /** Networks of small layers do without some kernels; here they get them. */
  @Test
  void kernelsOfLargeNetworksEqualTheReferenceByteForByte() {
    Target target = Targets.find("cortex-m0plus");
    List<OpCase> cases = casesWithVariants(0, target);
    assertThat(wrong(cases, CaseModel.of(cases, target, graph -> whateverTheirCode(graph, target)), target)).isEmpty();
  }

  @Test
  void casesReachEveryKernelForArmv6M() {
    Target target = Targets.find("cortex-m0plus");
    List<Node> nodes = casesWithVariants(0, target).stream().map(OpCase::node).toList();
    assertThat(Kernels.FASTEST_FIRST.stream().filter(kernel -> nodes.stream().anyMatch(node -> kernel.accepts(node, target))))
        .hasSizeGreaterThan(3)
        .allMatch(kernel -> nodes.stream().anyMatch(node -> fastest(node, target).filter(kernel::equals).isPresent()));
  }

  private static KernelSelection whateverTheirCode(Graph graph, Target target) {
    Map<Node, Kernel> kernels = new IdentityHashMap<>();
    graph.nodes().forEach(node -> fastest(node, target).ifPresent(kernel -> kernels.put(node, kernel)));
    return KernelSelection.of(kernels);
  }

  private static Optional<Kernel> fastest(Node node, Target target) {
    return Kernels.FASTEST_FIRST.stream().filter(kernel -> kernel.accepts(node, target)).findFirst();
  }

  private static List<OpCase> casesWithVariants(long firstSeed, Target target) {
    List<OpCase> cases = LongStream.range(firstSeed, firstSeed + CASES)
        .boxed()
        .flatMap(VariantCases::of)
        .filter(opCase -> Kernels.FASTEST_FIRST.stream().anyMatch(kernel -> kernel.accepts(opCase.node(), target)))
        .toList();
    assertThat(cases).as("cases with a kernel of their own on %s", target.name()).hasSizeGreaterThan(CASES);
    return cases;
  }

  /** Few enough bytes for the many copies that an arena needs. */
  private static boolean isSmall(OpCase opCase) {
    return opCase.output().bytes() < 1000;
  }

  private List<String> wrong(List<OpCase> cases, CaseModel model, Target target) {
    FirmwareRun run = new FirmwareBuilder(TestToolchain.shared(), target).build(model.write(directory, false)).run(model.inputBytes());
    List<Tensor> outputs = model.outputs(run.outputs());
    return IntStream.range(0, cases.size())
        .filter(i -> !Arrays.equals(outputs.get(i).bytes(), cases.get(i).evaluate().bytes()))
        .mapToObj(i -> cases.get(i).toString())
        .toList();
  }
}
