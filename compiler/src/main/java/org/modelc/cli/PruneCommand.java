package org.modelc.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.modelc.driver.Pruning;
import org.modelc.driver.PruningReport;
import org.modelc.driver.PruningRequest;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.prune.Importance;
import org.modelc.prune.PruningTarget;
import org.modelc.prune.SensitivityScan;
import org.modelc.prune.SparsityPattern;
import org.modelc.prune.StructuredOptions;
import org.modelc.prune.WeightOptions;
import org.modelc.target.Targets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "prune",
    description = {
      "Takes out of a float network what it can do without.",
      "--structured removes whole channels, so that every layer becomes smaller; --sparsity sets single weights to zero. What is left is fitted to "
          + "the samples, which takes seconds and needs no labels. `modelc finetune --keep-zeros` gets back more of the accuracy."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  modelc prune net.onnx --data train.npz --structured macs=0.5,parameters=0.5 --out half.onnx",
      "  modelc prune net.onnx --data train.npz --sparsity 0.8 --out sparse.onnx",
      "  modelc prune net.onnx --data train.npz --structured instructions=0.5,flash=20000 --target cortex-m0plus --out fits.onnx",
      "  modelc prune net.onnx --data train.npz --pattern 2:4 --out two-of-four.onnx",
      "  modelc prune net.onnx --data train.npz --scan"
    })
final class PruneCommand implements Callable<Integer> {
  private static final List<Double> SCANNED = List.of(0.25, 0.5, 0.75, 0.9);

  @Parameters(index = "0", paramLabel = "MODEL.onnx", description = "The float network.")
  private Path model;

  @Option(
      names = "--data", paramLabel = "FILE",
      description = "Samples (.npz or .npy, first axis counts them), labels not needed. Without them: --importance l2 --no-reconstruction.")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--out", paramLabel = "FILE", description = "The ONNX file to write. Default: the model's name with -pruned.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--structured", paramLabel = "TARGET=PART", split = ",",
      description = "Remove channels until at most this part is left of the macs, parameters, flash (constants in int8) or instructions (of an inference "
          + "on --target): macs=0.5, or several with commas. Of flash and instructions also the amount: flash=20000.")
  private Map<PruningTarget, Double> structured = Map.of();

  @Option(
      names = "--target", paramLabel = "TARGET", defaultValue = "cortex-m4",
      description = "The processor that flash and instructions are for. Default: ${DEFAULT-VALUE}.")
  private String target;

  @Mixin
  private ToolchainOption toolchain;

  @Option(names = "--sparsity", paramLabel = "PART", description = "Part of the weights that becomes zero, 0.8 for example.")
  private Optional<Double> sparsity = Optional.empty();

  @Option(
      names = "--pattern", paramLabel = "PATTERN",
      description = "2:4 keeps two of four neighbouring weights; block:4 keeps or zeroes four together, as --sparsity says.")
  private Optional<String> pattern = Optional.empty();

  @Option(names = "--per-layer", description = "Give every layer the same sparsity. Default: zeros where they harm least.")
  private boolean perLayer;

  @Option(
      names = "--importance", paramLabel = "KIND", defaultValue = "activations",
      description = "What counts: activations (how much the results vary because of a weight or channel), or the size of weights, l1 or l2. "
          + "Default: ${DEFAULT-VALUE}.")
  private Importance importance;

  @Option(names = "--no-reconstruction", description = "Leave the remaining weights as they are.")
  private boolean noReconstruction;

  @Option(
      names = "--samples", paramLabel = "N", defaultValue = "1000",
      description = "How many samples are used, the first ones; those behind them show the result. Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(names = "--test", paramLabel = "FILE", description = "Samples that show the result instead; with labels (y) its accuracy.")
  private Optional<Path> test = Optional.empty();

  @Option(names = "--scan", description = "Write nothing: show for each layer how the network takes it when that layer loses weights.")
  private boolean scan;

  @Mixin
  private SampleOptions sampleOptions;

  @Mixin
  private InputOptions inputs;

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
    PruningRequest request = request();
    if (scan) {
      List<SensitivityScan.Row> rows = Pruning.scan(request, SCANNED, importance, problems, console);
      console.result(json ? Json.line(PruningText.summaries(rows)) : PruningText.of(rows));
    } else {
      PruningReport report = Pruning.run(request, problems, console);
      console.result(json ? Json.line(report) : PruningText.of(report));
    }
    console.problems(problems.all());
    return ExitStatus.OK;
  }

  private PruningRequest request() {
    try {
      return new PruningRequest(
          model, inputs.importing(), data, samples, test, sampleOptions.preprocessing(), channels(),
          Targets.find(target), toolchain.choice(), weights(), file());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Code.E403, "command line", "A value is out of range: " + e.getMessage() + ".");
    }
  }

  private Optional<StructuredOptions> channels() {
    return structured.isEmpty() ? Optional.empty() : Optional.of(new StructuredOptions(structured, importance, !noReconstruction));
  }

  private Optional<WeightOptions> weights() {
    SparsityPattern form = pattern.map(SparsityPattern::parse).orElse(SparsityPattern.SINGLE);
    Optional<Double> part = sparsity.isEmpty() && form.isRatio() ? Optional.of(form.sparsity()) : sparsity;
    if (part.isEmpty() && pattern.isPresent()) {
      throw new ProblemException(Code.E403, "--pattern " + pattern.get(), "It needs --sparsity.");
    }
    if (part.isEmpty() && structured.isEmpty() && !scan) {
      throw new ProblemException(Code.E403, "command line", "Nothing is to be pruned.", "Give --structured, --sparsity or --scan.");
    }
    return part.map(zeros -> new WeightOptions(zeros, perLayer, form, importance, !noReconstruction));
  }

  private Path file() {
    return out.orElseGet(() -> Path.of(model.getFileName().toString().replaceFirst("\\.onnx$", "") + "-pruned.onnx"));
  }
}
