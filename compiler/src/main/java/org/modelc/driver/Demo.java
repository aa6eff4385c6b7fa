package org.modelc.driver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.firmware.Toolchain;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.quant.Comparison;
import org.modelc.target.Target;

/** The whole path on a trained network that comes with modelc: LeNet for handwritten digits. */
public final class Demo {
  private static final Path NETWORK = Path.of("test-models", "net", "lenet");
  private static final String NAME = "lenet";

  /** Grey values 0 to 255 to what the network was trained on: mean and deviation of MNIST. */
  private static final Preprocessing PREPROCESSING = Preprocessing.scaledBy(1 / 255f).normalisedBy(List.of(0.1307f), List.of(0.3081f));

  private Demo() {}

  /**
   * Quantises the network, writes its C, and runs that in an emulator over all held-back digits.
   *
   * @param root the folder that holds modelc's {@code test-models}
   * @param folder for the C
   * @param toolchain has the tools of {@code target}
   * @throws ProblemException if the network is missing or the firmware cannot be built or run
   */
  public static DemoReport run(Path root, Path folder, Target target, Toolchain toolchain, Problems problems, Progress progress) {
    Path network = root.resolve(NETWORK);
    requireNetwork(network);
    ModelRequest request = ModelRequest.quantised(network.resolve("lenet.onnx"), network.resolve("calibration.npz"), PREPROCESSING);
    CompileOptions options = CompileOptions.of(target, NAME).withExample();
    CompilationResult compiled = Compilation.run(request, options, problems, progress, (pass, graph) -> {});
    OutputFolder.write(folder, compiled.files());

    SampleSet digits = SampleSet.load(network.resolve("test.npz"), compiled.model().imported(), PREPROCESSING);
    progress.begins("runs " + digits.size() + " digits on " + target.name());
    TargetVerdict verdict = runFirmware(compiled, digits, toolchain);
    progress.begins("compares integers with floats");
    Comparison comparison = Comparison.of(compiled.model().optimised(), compiled.model().compiled(), digits);
    return new DemoReport(folder, List.copyOf(compiled.files().keySet()), digits.size(), verdict, BenchmarkRun.of(compiled.model(), verdict, List.of()), comparison);
  }

  private static void requireNetwork(Path network) {
    if (!Files.isDirectory(network)) {
      throw new ProblemException(
          Code.E101, network.toString(), "The demo's network is not there.", "Run ./modelc in a checkout of modelc.");
    }
  }

  private static TargetVerdict runFirmware(CompilationResult compiled, SampleSet digits, Toolchain toolchain) {
    ExpectedOutputs expected = ExpectedOutputs.of(compiled.model().compiled(), digits.forGraph(compiled.model().compiled()));
    TargetVerdict verdict = new FirmwareCheck(toolchain, compiled.model().compiled(), expected, MemoryGoal.DEFAULT).run(compiled.code());
    verdict.problem().ifPresent(problem -> {
      throw new ProblemException(List.of(problem));
    });
    return verdict;
  }
}
