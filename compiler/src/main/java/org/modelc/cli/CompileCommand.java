package org.modelc.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.modelc.driver.Compilation;
import org.modelc.driver.CompilationResult;
import org.modelc.driver.CompileOptions;
import org.modelc.driver.OutputFolder;
import org.modelc.driver.Progress;
import org.modelc.problem.Problems;
import org.modelc.quant.LayerChoice;
import org.modelc.report.ReportJson;
import org.modelc.target.Targets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "compile",
    description = {
      "Compiles a network to C.",
      "Writes NAME.c and NAME.h, the files of the runtime that they use, and report.json. All files are written or none."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  modelc compile net.onnx --calibration calib.npz",
      "  modelc compile net.onnx --calibration images.npy --layout nhwc --input-scale 0.00392157 --target cortex-m7 --name net --out src/net",
      "  modelc compile net_qdq.onnx --single-file --self-test",
      "  modelc compile net.onnx --calibration calib.npz --mixed accuracy=0.5",
      "  modelc compile gru.onnx --calibration calls.npz --state h0=hn --sequence 100",
      "  modelc compile net.onnx --dtype f32 --target host"
    })
final class CompileCommand implements Callable<Integer> {
  @Mixin
  private ModelOptions model;

  @Mixin
  private StateOptions states;

  @Mixin
  private MixedOption mixed;

  @Option(
      names = "--target", paramLabel = "TARGET", defaultValue = "cortex-m4",
      description = "What the C is for; `modelc targets` lists them. Default: ${DEFAULT-VALUE}.")
  private String target;

  @Option(names = "--out", paramLabel = "DIR", description = "Output folder. Default: the model's name with -c, in the current folder.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--name", paramLabel = "NAME", defaultValue = "model",
      description = "Names files, functions and macros: kws gives kws.c, kws_run, KWS_ARENA_BYTES. Default: ${DEFAULT-VALUE}.")
  private String name;

  @Option(names = "--single-file", description = "Put the runtime's functions into NAME.c, so that two files are all there is.")
  private boolean singleFile;

  @Option(names = "--self-test", description = "Add NAME_self_test() with a stored sample (the first calibration sample) and its result.")
  private boolean selfTest;

  @Option(names = "--profile-hooks", description = "Call the macros NAME_LAYER_BEGIN(i) and NAME_LAYER_END(i) around every layer.")
  private boolean profile;

  @Option(names = "--require-int8", description = "Fail if any layer would compute with floats, and name all that would.")
  private boolean requireIntegers;

  @Option(names = "--main", description = "Add main.c, an example that calls the model.")
  private boolean main;

  @Option(names = "--dump-after", paramLabel = "PASS", description = "Print the graph after a pass on standard error; `all` for every pass.")
  private Optional<String> dumpAfter = Optional.empty();

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    CompileOptions options = options();
    GraphDump dump = new GraphDump(dumpAfter, console);
    Problems problems = new Problems();
    CompilationResult result = Compilation.run(model.request().withStates(states.request()).withMixed(mixed.request(options.target())), options, problems, Progress.SILENT, dump);
    OutputFolder.write(folder(), result.files());
    console.problems(problems.all());
    console.result(json ? ReportJson.of(result.report()).stripTrailing() : text(result));
    console.note("wrote " + result.files().size() + " files to " + folder());
    return ExitStatus.OK;
  }

  private static String text(CompilationResult result) {
    String report = ReportText.of(result.report());
    List<LayerChoice> formats = result.model().formats();
    return formats.isEmpty() ? report : FormatsText.of(formats) + "\n\n" + report;
  }

  private CompileOptions options() {
    String command = CommandText.of(spec.commandLine().getParent().getParseResult().originalArgs());
    return new CompileOptions(Targets.find(target), name, Optional.of(command), selfTest, profile, singleFile, main, requireIntegers);
  }

  private Path folder() {
    return out.orElseGet(() -> Path.of(model.model().getFileName().toString().replaceFirst("\\.onnx$", "") + "-c"));
  }
}
