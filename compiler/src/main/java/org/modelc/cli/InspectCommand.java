package org.modelc.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.modelc.driver.Inspection;
import org.modelc.driver.InspectionReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "inspect",
    description = {
      "Shows what is in a model, and whether it can be compiled.",
      "Lists inputs, outputs, operators, parameters, multiply-accumulates, the largest tensors, and every node that cannot be compiled. "
          + "All targets support the same operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  modelc inspect net.onnx", "  modelc inspect net.onnx --input-shape image=1x3x96x96 --json"})
final class InspectCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL.onnx", description = "The network.")
  private Path model;

  @Mixin
  private InputOptions inputs;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    InspectionReport report = Inspection.run(model, inputs.importing());
    console.result(json ? Json.line(report) : InspectionText.of(report));
    console.problems(report.problems());
    return ExitStatus.of(report.problems());
  }
}
