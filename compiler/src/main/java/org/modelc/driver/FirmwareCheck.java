package org.modelc.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final double tolerance;

  /** Of code for speed. */
  FirmwareCheck(Toolchain toolchain, Graph graph, ExpectedOutputs expected, MemoryGoal memory) {
    this(toolchain, graph, expected, memory, CodeGoal.SPEED);
  }

  FirmwareCheck(Toolchain toolchain, Graph graph, ExpectedOutputs expected, MemoryGoal memory, CodeGoal goal) {
    this.toolchain = toolchain;
    this.graph = graph;
    this.expected = expected;
    this.memory = memory;
    this.goal = goal;
    this.tolerance = FloatLayers.of(graph).isEmpty() ? 0 : FLOAT_TOLERANCE;
  }

  /** Runs all samples on {@code target}; a failure of the tool chain becomes part of the verdict. */
  TargetVerdict run(Target target) {
    return run(code(target));
  }

  /** The plainest C for {@code target}. */
  TargetCode code(Target target) {
    return TargetCode.generate(graph, target, memory, goal, GenerationOptions.named(GenerationOptions.DEFAULT_NAME));
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
      FirmwareModel model = firmwareModel(code, folder);
      FirmwareBuilder builder = new FirmwareBuilder(toolchain, code.target());
      FirmwareRun run = builder.build(model).run(expected.inputBytes());
      OutputComparison comparison = compare(run, code.graph() == graph ? expected : expected.forGraph(code.graph()));
      return new TargetVerdict(
          code.target().name(), comparison, tolerance, isAccepted(comparison),
          Optional.of(measurements(code, run, builder.size(model))), Optional.empty());
    }
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

  /** The model in {@code folder}, as its graph describes it. */
  static FirmwareModel firmwareModel(TargetCode code, TemporaryFolder folder) {
    return new FirmwareModel(code.files().name(), folder.path(), buffers(code.graph().inputs()), buffers(code.graph().outputs()));
  }

  private static List<ModelBuffer> buffers(List<Value> values) {
    return values.stream()
        .map(Value::type)
        .map(type -> new ModelBuffer(type.dtype().cType(), type.elements(), type.bytes()))
        .toList();
  }

  private OutputComparison compare(FirmwareRun run, ExpectedOutputs reference) {
    List<TensorType> types = graph.outputs().stream().map(Value::type).toList();
    List<OutputComparison> comparisons = new ArrayList<>();
    for (int sample = 0; sample < run.samples(); sample++) {
      comparisons.add(OutputComparison.of(reference.outputs(sample), TensorBytes.decode(run.sample(sample), types)));
    }
    return comparisons.stream().reduce(OutputComparison.NONE, OutputComparison::plus);
  }
}
