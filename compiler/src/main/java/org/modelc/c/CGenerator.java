package org.modelc.c;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.modelc.ir.Graph;
import org.modelc.plan.MemoryPlan;
import org.modelc.problem.Code;
import org.modelc.problem.Problems;
import org.modelc.stream.StreamGraph;
import org.modelc.target.Target;

/**
 * Generates a model's header and source.
 *
 * <p>The generated function is a straight list of kernel calls; everything it needs is constant data. The same arguments give the same
 * bytes.
 */
public final class CGenerator {
  private final Graph graph;
  private final MemoryPlan plan;
  private final Target target;
  private final GenerationOptions options;
  private final Optional<StreamGraph> stream;
  private final String macro;

  private CGenerator(Graph graph, MemoryPlan plan, Target target, GenerationOptions options, Optional<StreamGraph> stream) {
    this.graph = graph;
    this.plan = plan;
    this.target = target;
    this.options = options;
    this.stream = stream;
    this.macro = options.name().toUpperCase(Locale.ROOT);
  }

  /**
   * Generates C for {@code graph}.
   *
   * @param plan made from the same graph
   * @throws org.modelc.problem.ProblemException E204 if a node's result has no elements, E107 if the constants exceed 2^31 - 1 bytes
   */
  public static GeneratedModel generate(Graph graph, MemoryPlan plan, Target target, GenerationOptions options) {
    return generate(graph, plan, target, options, Optional.empty());
  }

  /**
   * Generates C for {@code graph}, or for the stream whose step it is.
   *
   * @param plan made from the same graph
   * @throws org.modelc.problem.ProblemException E204 if a node's result has no elements, E107 if the constants exceed 2^31 - 1 bytes
   */
  public static GeneratedModel generate(
      Graph graph, MemoryPlan plan, Target target, GenerationOptions options, Optional<StreamGraph> stream) {
    requireElements(graph);
    return new CGenerator(graph, plan, target, options, stream).generate();
  }

  /** C has no empty arrays. What has no elements is constant; inputs and outputs without elements are not touched. */
  private static void requireElements(Graph graph) {
    Problems problems = new Problems();
    graph.nodes().stream().flatMap(node -> node.outputs().stream()).filter(value -> value.type().elements() == 0)
        .forEach(value -> problems.add(Code.E204, "tensor \"" + value.name() + "\"", "it has no elements: " + value.type() + "."));
    problems.throwIfErrors();
  }

  private GeneratedModel generate() {
    String constQualifier = macro + "_CONST";
    Identifiers identifiers = new Identifiers(
        options.name() + "_run", options.name() + "_run_rows", options.name() + "_first_row", options.name() + "_reset", options.name() + "_push",
        options.name() + "_self_test", options.name() + "_run_in_place", options.name() + "_planes", "waiting");
    ConstantPool constants = new ConstantPool(identifiers);
    TensorSymbols tensors = new TensorSymbols(graph, plan, macro, identifiers, constants);
    StepLowering steps = new StepLowering(constQualifier, identifiers, constants, tensors);
    steps.lower(graph, plan);
    Optional<FeedDefinition> feed = FeedDefinition.step(plan).map(bands -> FeedDefinition.of(bands, steps.calls()));
    Optional<StreamDefinition> pushes = stream.map(definition -> StreamDefinition.of(definition, plan, steps.calls()));
    Optional<PlanesDefinition> planes = feed.isPresent() || pushes.isPresent() || states().isPresent()
        ? Optional.empty()
        : PlanesDefinition.of(graph, plan, macro, tensors.pointers(), steps.calls());
    List<ArrayDefinition> otherArrays =
        constants.takeAdded().stream().map(array -> ArrayDefinition.of(constQualifier, array)).toList();
    Banner banner = Banner.of(options, target, constants.bytes(), plan.arenaBytes(), graph.macs());
    Optional<SelfTestDefinition> selfTest = options.selfTest()
        .map(test -> new SelfTestLowering(constQualifier, identifiers).lower(test, tensors.inputs(), tensors.outputs()));
    Map<String, String> files = new LinkedHashMap<>();
    files.put(options.name() + ".h", CTemplates.render(header(banner, tensors, steps, feed, pushes, planes)));
    files.put(options.name() + ".c", CTemplates.render(source(banner, tensors, steps, feed, pushes, planes, otherArrays, selfTest)));
    if (options.main()) {
      files.put(ExampleMain.FILE, CTemplates.render(example(tensors)));
    }
    return new GeneratedModel(options.name(), files, runtimeFiles(kernels(steps, planes)), steps.summaries(), constants.bytes());
  }

  private HeaderFile header(
      Banner banner,
      TensorSymbols tensors,
      StepLowering steps,
      Optional<FeedDefinition> feed,
      Optional<StreamDefinition> pushes,
      Optional<PlanesDefinition> planes) {
    return new HeaderFile(
        banner, options.name(), macro, RuntimeLibrary.ABI, tensors.inputs(), tensors.outputs(), plan.arenaBytes(), plan.alignment(),
        steps.summaries().size(), feed, pushes, planes, states(), options.selfTest().isPresent(), options.singleFile());
  }

  private ExampleMain example(TensorSymbols tensors) {
    return new ExampleMain(
        options.name(), macro, tensors.inputs(), tensors.outputs(), plan.arenaBytes() > 0, !plan.states().isEmpty(), options.selfTest().isPresent());
  }

  private SourceFile source(
      Banner banner,
      TensorSymbols tensors,
      StepLowering steps,
      Optional<FeedDefinition> feed,
      Optional<StreamDefinition> pushes,
      Optional<PlanesDefinition> planes,
      List<ArrayDefinition> otherArrays,
      Optional<SelfTestDefinition> selfTest) {
    return new SourceFile(
        banner, options.name(), macro,
        options.singleFile() ? Optional.of(Amalgamation.of(kernels(steps, planes))) : Optional.empty(),
        FeatureRequirement.of(steps.kernels()),
        steps.layers(), otherArrays, tensors.inputs(), tensors.outputs(), tensors.pointers(), steps.calls(), feed, pushes, planes, states(),
        stream.isPresent() || !plan.states().isEmpty() || steps.calls().stream().anyMatch(MemoryCopy.class::isInstance), options.profile(), selfTest);
  }

  private Optional<StateDefinition> states() {
    return Optional.of(plan).filter(planned -> !planned.states().isEmpty()).map(StateDefinition::of);
  }

  private static List<String> kernels(StepLowering steps, Optional<PlanesDefinition> planes) {
    return Stream.concat(steps.kernels().stream(), planes.map(functions -> PlanesDefinition.KERNEL).stream()).sorted().toList();
  }

  private List<String> runtimeFiles(List<String> kernels) {
    return options.singleFile() ? List.of() : RuntimeLibrary.filesFor(kernels);
  }
}
