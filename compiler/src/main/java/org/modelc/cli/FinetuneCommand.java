package org.modelc.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.modelc.driver.Training;
import org.modelc.driver.TrainingReport;
import org.modelc.problem.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "finetune",
    description = {
      "Trains a classifier further, on the samples you have.",
      "Part of the samples is held out; the network of the epoch that does best there is written, with batch normalisation folded into the "
          + "weights. Ctrl-C ends the run and writes the best network so far; --resume goes on. The first use fetches the training engine (120 MB)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  modelc finetune net.onnx --data train.npz --out better.onnx",
      "  modelc finetune net.onnx --data photos.npz --layout nhwc --input-scale 0.00392157 --augment shift,flip --epochs 40 --out better.onnx",
      "  modelc finetune pruned.onnx --data train.npz --keep-zeros --learning-rate 0.0005 --out pruned-tuned.onnx"
    })
final class FinetuneCommand implements Callable<Integer> {
  @Mixin
  private TrainingSettings settings;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    Problems problems = new Problems();
    try (TrainingConsole listener = new TrainingConsole(console)) {
      TrainingReport report = Training.run(settings.request(), problems, console, listener);
      report.problem().ifPresent(problems::add);
      console.result(json ? Json.line(report) : TrainingText.of(report));
      console.problems(problems.all());
      return problems.hasErrors() ? ExitStatus.of(List.copyOf(problems.all())) : ExitStatus.OK;
    }
  }
}
