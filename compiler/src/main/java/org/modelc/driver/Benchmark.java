package org.modelc.driver;

import java.util.List;
import org.modelc.firmware.Toolchain;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.target.Target;

/** Measures one inference on emulated targets. */
public final class Benchmark {
  /** Two, so that state left over from the first inference would show. */
  private static final int SAMPLES = 2;

  private Benchmark() {}

  private record Measured(TargetVerdict verdict, long macs, List<LayerCost> layers) {}

  /**
   * Measures a model on each of the targets, in their order.
   *
   * @param source of the samples; two of them run
   * @param toolchain has the tools of all targets
   * @param problems receives warnings
   * @throws ProblemException if the model, its data or the request is not fit, or the firmware cannot be built or run
   */
  public static List<BenchmarkRun> run(
      ModelRequest request, SampleSource source, List<Target> targets, Toolchain toolchain, Problems problems, Progress progress) {
    PreparedModel model = ModelPreparation.prepare(request, problems, progress);
    ExpectedOutputs expected = ExpectedOutputs.of(request, model, source.load(model, SAMPLES).range(0, SAMPLES));
    FirmwareCheck check = new FirmwareCheck(toolchain, model.compiled(), expected, request.memory(), request.goal(), request.pushRows());
    List<Measured> measured = targets.stream().parallel().map(target -> {
      progress.begins(target.name() + ": runs");
      return measure(check, check.code(target), expected, toolchain);
    }).toList();
    measured.forEach(one -> one.verdict().problem().ifPresent(problems::add));
    problems.throwIfErrors();
    return measured.stream().map(one -> BenchmarkRun.of(model, one.macs(), one.verdict(), one.layers())).toList();
  }

  private static Measured measure(FirmwareCheck check, TargetCode code, ExpectedOutputs expected, Toolchain toolchain) {
    TargetVerdict verdict = check.run(code);
    long macs = (code.stream().isPresent() ? code.graph() : check.graph()).macs();
    return new Measured(verdict, macs, verdict.problem().isPresent() ? List.of() : LayerCosts.measure(code, expected.inputBytes(), expected.states(), toolchain));
  }
}
