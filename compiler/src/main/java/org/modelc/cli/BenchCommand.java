package org.modelc.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.modelc.driver.Benchmark;
import org.modelc.driver.BenchmarkRun;
import org.modelc.driver.ModelRequest;
import org.modelc.firmware.Toolchain;
import org.modelc.problem.Problems;
import org.modelc.target.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    description = {
      "Measures one inference on emulated targets.",
      "Instructions are counted exactly: in all, by layer and by function. Flash is what the model adds to an empty program; RAM is arena"
          + " + static + stack."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  modelc bench net.onnx --calibration calib.npz",
      "  modelc bench net_qdq.onnx --targets cortex-m0plus,cortex-m4,cortex-m55 --json"
    })
final class BenchCommand implements Callable<Integer> {
  @Mixin
  private ModelOptions model;

  @Mixin
  private StateOptions states;

  @Mixin
  private TargetOptions targetOptions;

  @Option(names = "--json", description = "Print one JSON object for each target, one a line.")
  private boolean json;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    Problems problems = new Problems();
    ModelRequest request = model.request().withStates(states.request());
    List<Target> targets = targetOptions.targets();
    try (Toolchain toolchain = targetOptions.open(targets)) {
      List<BenchmarkRun> runs = Benchmark.run(
          request, targetOptions.samples(request.preprocessing()), targets, toolchain, problems, console);
      runs.forEach(run -> console.result(json ? Json.line(run.result()) : BenchmarkText.of(run)));
      console.problems(problems.all());
      return runs.stream().allMatch(run -> run.result().bitExact()) ? ExitStatus.OK : ExitStatus.MISMATCH;
    }
  }
}
