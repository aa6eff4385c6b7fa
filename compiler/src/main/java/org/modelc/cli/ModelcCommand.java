package org.modelc.cli;

import org.modelc.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself: it only holds the commands. */
@Command(
    name = "modelc",
    version = "modelc " + Version.TEXT,
    description = "Compiles neural networks (ONNX) to fixed-point C for microcontrollers.",
    subcommands = {CompileCommand.class, InspectCommand.class, VerifyCommand.class, BenchCommand.class, QuantizeCommand.class, PruneCommand.class, FinetuneCommand.class, DistillCommand.class, OptimizeCommand.class, FlashCommand.class, DemoCommand.class, OpsCommand.class, TargetsCommand.class, ErrorsCommand.class, HelpCommand.class},
    commandListHeading = "%nCommands (each has its own --help):%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  modelc demo                                   a trained LeNet, end to end, in an emulated Cortex-M4",
      "  modelc inspect net.onnx                       what is in a model, and whether it can be compiled",
      "  modelc compile net.onnx --calibration calib.npz --out net-c",
      "  modelc quantize net.onnx --data calib.npz --test test.npz --out net-int8.onnx",
      "  modelc verify net.onnx --calibration calib.npz --data test.npz --targets all",
      "  modelc finetune net.onnx --data train.npz --out better.onnx"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0: Success.",
      "1: There are problems in what was given: model, data, target, output folder.",
      "2: The command line is wrong.",
      "3: Verification found a difference.",
      "4: A tool chain is missing or failed.",
      "70: Internal error, a defect of modelc."
    })
final class ModelcCommand implements Runnable {
  @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version and exit.")
  private boolean version;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
