package org.modelc.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.modelc.driver.ModelRequest;
import org.modelc.driver.Verification;
import org.modelc.driver.VerificationReport;
import org.modelc.firmware.Toolchain;
import org.modelc.problem.Problems;
import org.modelc.target.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = {
      "Shows that the compiled model is right.",
      "Generates C for each target, runs it in an emulator and compares every output byte with the interpreter's; compares the import with ONNX "
          + "Runtime and the integers with floats: signal-to-noise ratio of every layer, top-1 agreement, accuracy where the data has labels."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  modelc verify net.onnx --calibration calib.npz --data test.npz --targets all",
      "  modelc verify net_qdq.onnx --targets cortex-m4,rv32imac --samples 100"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0: All targets give what the interpreter gives.", "3: A target does not.", "others: See modelc --help."})
final class VerifyCommand implements Callable<Integer> {
  @Mixin
  private ModelOptions model;

  @Mixin
  private StateOptions states;

  @Mixin
  private TargetOptions targetOptions;

  @Option(
      names = "--samples", paramLabel = "N", defaultValue = "20",
      description = "How many samples run on each target, the first ones; all samples count for accuracy. Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    PositiveOption.require("--samples", samples);
    Problems problems = new Problems();
    ModelRequest request = model.request().withStates(states.request());
    List<Target> targets = targetOptions.targets();
    VerificationReport report;
    try (Toolchain toolchain = targetOptions.open(targets)) {
      report = Verification.run(
          request, targetOptions.samples(request.preprocessing()), samples, targets, toolchain, problems, console);
    }
    console.result(json ? Json.line(report) : VerificationText.of(report));
    console.problems(problems.all());
    report.targets().forEach(verdict -> verdict.problem().ifPresent(problem -> console.problems(List.of(problem))));
    return status(report);
  }

  static int status(VerificationReport report) {
    if (report.passed()) {
      return ExitStatus.OK;
    }
    boolean failedToRun = report.targets().stream().anyMatch(verdict -> verdict.problem().isPresent());
    return failedToRun ? ExitStatus.TOOLCHAIN : ExitStatus.MISMATCH;
  }
}
