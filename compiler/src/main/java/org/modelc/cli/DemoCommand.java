package org.modelc.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.modelc.driver.Demo;
import org.modelc.driver.DemoReport;
import org.modelc.firmware.Toolchain;
import org.modelc.firmware.Toolchains;
import org.modelc.problem.Problems;
import org.modelc.target.Target;
import org.modelc.target.Targets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = {
      "Shows the whole path on a trained network, LeNet for handwritten digits.",
      "Quantises it, writes C with a main program, compiles that for a Cortex-M4, runs it in an emulator over 500 held-back digits, and prints "
          + "accuracy, sizes and instructions."
    })
final class DemoCommand implements Callable<Integer> {
  private static final String ROOT = "modelc.root";

  @Option(names = "--out", paramLabel = "DIR", defaultValue = "demo-out", description = "Folder for the C. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--target", paramLabel = "TARGET", defaultValue = "cortex-m4", description = "Default: ${DEFAULT-VALUE}.")
  private String target;

  @Mixin
  private ToolchainOption toolchainOption;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    Problems problems = new Problems();
    Target chosen = Targets.find(target);
    Path root = Path.of(System.getProperty(ROOT, "."));
    try (Toolchain toolchain = Toolchains.find(toolchainOption.choice(), List.of(chosen))) {
      DemoReport report = Demo.run(root, out, chosen, toolchain, problems, console);
      console.result(DemoText.of(report));
      console.problems(problems.all());
      return report.verdict().passed() ? ExitStatus.OK : ExitStatus.MISMATCH;
    }
  }
}
