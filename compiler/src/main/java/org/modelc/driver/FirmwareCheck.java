package org.modelc.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.modelc.c.GenerationOptions;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.FirmwareModel;
import org.modelc.firmware.FirmwareRun;
import org.modelc.firmware.FirmwareSize;
import org.modelc.firmware.ModelBuffer;
import org.modelc.firmware.Toolchain;
import org.modelc.ir.Graph;
import org.modelc.kernel.CodeGoal;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorBytes;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.ProblemException;
import org.modelc.report.FloatLayers;
import org.modelc.state.States;
import org.modelc.stream.StreamGraph;
import org.modelc.target.Target;

/** Generates C for targets, builds and runs it, and compares the outputs with the interpreter's. */
final class FirmwareCheck {
  /** Accepted in floats, where C libraries round functions such as expf differently. */
  static final double FLOAT_TOLERANCE = 1e-5;

  private final Toolchain toolchain;
  private final Graph graph;
  private final ExpectedOutputs expected;
  private final MemoryGoal memory;
  private final CodeGoal goal;
  private final OptionalInt pushRows;
  private final double tolerance;

  /** Of code for speed. */
  FirmwareCheck(Toolchain toolchain, Graph graph, ExpectedOutputs expected, MemoryGoal memory) {
    this(toolchain, graph, expected, memory, CodeGoal.SPEED);
  }

  FirmwareCheck(Toolchain toolchain, Graph graph, ExpectedOutputs expected, MemoryGoal memory, CodeGoal goal) {
    this(toolchain, graph, expected, memory, goal, OptionalInt.empty());
  }

  /** @param expected the pushes of a {@link StreamSamples stream} where {@code pushRows} are given */
  FirmwareCheck(Toolchain toolchain, Graph graph, ExpectedOutputs expected, MemoryGoal memory, CodeGoal goal, OptionalInt pushRows) {
    this.toolchain = toolchain;
    this.graph = graph;
    this.expected = expected;
    this.memory = memory;
    this.goal = goal;
    this.pushRows = pushRows;
    this.tolerance = FloatLayers.of(graph).isEmpty() ? 0 : FLOAT_TOLERANCE;
  }

  Graph graph() {
    return graph;
  }

  /** Runs all samples on {@code target}; a failure of the tool chain becomes part of the verdict. */
  TargetVerdict run(Target target) {
    return run(code(target));
  }

  /** The plainest C for {@code target}. */
  TargetCode code(Target target) {
    GenerationOptions options = GenerationOptions.named(GenerationOptions.DEFAULT_NAME);
    return pushRows.isPresent()
        ? TargetCode.generate(graph, pushRows.getAsInt(), target, memory, goal, options)
        : TargetCode.generate(graph, expected.states(), target, memory, goal, options);
  }

  /** Runs all samples through {@code code}, which was generated from the same graph. */
  TargetVerdict run(TargetCode code) {
    try {
      return buildAndRun(code);
    } catch (ProblemException e) {
      return new TargetVerdict(
          code.target().name(), OutputComparison.NONE, tolerance, false, Optional.empty(), Optional.of(e.problems().get(0)));
    }
  }

  private TargetVerdict buildAndRun(TargetCode code) {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      folder.write(code.files().allFiles());
      FirmwareModel model = firmwareModel(code, folder, expected.states());
      FirmwareBuilder builder = new FirmwareBuilder(toolchain, code.target());
      FirmwareRun run = builder.build(model).run(expected.inputBytes());
      OutputComparison comparison = compare(run, hasOwnReference(code) ? expected.forGraph(code.graph()) : expected);
      return new TargetVerdict(
          code.target().name(), comparison, tolerance, isAccepted(comparison),
          Optional.of(measurements(code, run, builder.size(model))), Optional.empty());
    }
  }

  /** Whether the target's own form of the graph computes something else. */
  private boolean hasOwnReference(TargetCode code) {
    return code.graph() != graph && code.stream().isEmpty();
  }

  private boolean isAccepted(OutputComparison comparison) {
    return tolerance == 0 ? comparison.isExact() : comparison.largestError() <= tolerance;
  }

  private static TargetVerdict.Measurements measurements(TargetCode code, FirmwareRun run, FirmwareSize size) {
    return new TargetVerdict.Measurements(
        run.instructions(),
        code.plan().arenaBytes(),
        size.staticRamBytes(),
        run.stackBytes(),
        size.flashBytes(),
        code.files().constantBytes(),
        run.functions());
  }

  /** The model in {@code folder}, as its plan describes it. */
  static FirmwareModel firmwareModel(TargetCode code, TemporaryFolder folder, States states) {
    OptionalInt firstOutput = code.stream().map(StreamGraph::firstOutput).map(OptionalInt::of).orElse(OptionalInt.empty());
    OptionalInt sequenceCalls = states.isEmpty() ? OptionalInt.empty() : OptionalInt.of(states.sequenceCalls());
    return new FirmwareModel(
        code.files().name(), folder.path(), buffers(code.plan().arguments()), buffers(code.plan().results()), firstOutput, sequenceCalls);
  }

  private static List<ModelBuffer> buffers(List<Value> values) {
    return values.stream()
        .map(Value::type)
        .map(type -> new ModelBuffer(type.dtype().cType(), type.elements(), type.bytes()))
        .toList();
  }

  private OutputComparison compare(FirmwareRun run, ExpectedOutputs reference) {
    Stream<TensorType> outputs = expected.states().results(graph.outputs()).stream().map(Value::type);
    List<TensorType> types = Stream.concat(outputs, pushRows.stream().mapToObj(rows -> StreamSamples.WRITTEN)).toList();
    List<OutputComparison> comparisons = new ArrayList<>();
    for (int sample = 0; sample < run.samples(); sample++) {
      comparisons.add(OutputComparison.of(reference.outputs(sample), TensorBytes.decode(run.sample(sample), types)));
    }
    return comparisons.stream().reduce(OutputComparison.NONE, OutputComparison::plus);
  }
}
