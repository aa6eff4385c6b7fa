package org.modelc.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
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
      "  modelc finetune net.onnx --data train.npz --qat int4 --epochs 10 --learning-rate 0.0005 --out net-int4.onnx",
      "  modelc finetune pruned.onnx --data train.npz --keep-zeros --learning-rate 0.0005 --out pruned-tuned.onnx",
      "  modelc finetune net.onnx --data train.npz --sparsity 0.9 --epochs 30 --out sparse.onnx"
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
    return TrainingOutput.run(settings.request(Optional.empty(), Optional.empty()), Console.of(spec), json);
  }
}
