package org.modelc.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.modelc.driver.Quantisation;
import org.modelc.driver.QuantisationReport;
import org.modelc.driver.QuantisationRequest;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.target.Targets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "quantize",
    description = {
      "Quantises a trained float network to int8, without training.",
      "Writes an ONNX file (QDQ: QuantizeLinear and DequantizeLinear, with float inputs and outputs) that `modelc compile` and ONNX Runtime take. "
          + "Shows what each layer costs, and the accuracy before and after where there are labels."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  modelc quantize net.onnx --data calib.npz --out net-int8.onnx",
      "  modelc quantize net.onnx --data calib.npz --test test.npz --weights per-tensor --out net-int8.onnx",
      "  modelc quantize net.onnx --data calib.npz --mixed flash=20000 --out net-mixed.onnx",
      "  modelc quantize net.onnx --data images.npy --labels labels.npy --layout nhwc --input-scale 0.00392157 --out net-int8.onnx"
    })
final class QuantizeCommand implements Callable<Integer> {
  /** For which --mixed measures flash and RAM. */
  private static final String TARGET = "cortex-m4";

  @Parameters(index = "0", paramLabel = "MODEL.onnx", description = "The float network.")
  private Path model;

  @Option(
      names = "--data", paramLabel = "FILE", required = true,
      description = "Samples (.npz or .npy, first axis counts them) that show the ranges of activations; a few hundred typical ones.")
  private Path data;

  @Option(
      names = "--test", paramLabel = "FILE",
      description = "Samples to measure on, which should be others than those of --data; labels are the array y. Default: those of --data.")
  private Optional<Path> test = Optional.empty();

  @Option(
      names = "--labels", paramLabel = "FILE",
      description = "Class indices of the samples to measure on (.npy, or .npz with y), where their file has none.")
  private Optional<Path> labels = Optional.empty();

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The ONNX file to write.")
  private Path out;

  @Mixin
  private QuantisationSettings settings;

  @Mixin
  private MixedOption mixed;

  @Mixin
  private SampleOptions samples;

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
    Problems problems = new Problems();
    QuantisationReport report = Quantisation.run(request(), problems, console);
    console.result(json ? Json.line(report) : QuantisationText.of(report));
    console.problems(problems.all());
    return ExitStatus.OK;
  }

  private QuantisationRequest request() {
    try {
      return new QuantisationRequest(
          model, inputs.importing(), data, test, labels, samples.preprocessing(), settings.options(),
          mixed.request(Targets.find(TARGET)), out);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Code.E403, "command line", "A value is out of range: " + e.getMessage() + ".");
    }
  }
}
