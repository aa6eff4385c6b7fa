package org.modelc.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.modelc.data.SampleSet;
import org.modelc.firmware.Toolchain;
import org.modelc.firmware.Toolchains;
import org.modelc.ir.Graph;
import org.modelc.onnx.OnnxImporter;
import org.modelc.onnx.export.OnnxExport;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.prune.Importance;
import org.modelc.prune.PruningTarget;
import org.modelc.prune.SensitivityScan;
import org.modelc.prune.StructuredOptions;
import org.modelc.prune.StructuredPruning;
import org.modelc.prune.WeightPruning;
import org.modelc.quant.Comparison;

/** Use case: reads a float network, prunes it, writes it. */
public final class Pruning {
  /** Of the samples beyond those used, so many show the result. */
  private static final int MOST_HELD_OUT = 1000;

  private final PruningRequest request;
  private final Progress progress;
  private final Graph imported;
  private final Graph dense;
  private final Optional<SampleSet> data;
  private Optional<BudgetedPruning> budgets = Optional.empty();

  private Pruning(PruningRequest request, Problems problems, Progress progress) {
    this.request = request;
    this.progress = progress;
    progress.begins("reads " + request.model().getFileName());
    imported = OnnxImporter.load(request.model(), request.importing().withRecurrenceUnrolled(), problems);
    dense = Pipeline.run(Pipeline.OPTIMISE, imported, PassOptions.DEFAULT);
    requireFloats();
    data = request.data().map(this::load);
  }

  /**
   * Prunes the network of {@code request} and writes it.
   *
   * @param problems receives warnings
   * @throws ProblemException if model, data or options are not fit; nothing is written then
   */
  public static PruningReport run(PruningRequest request, Problems problems, Progress progress) {
    return new Pruning(request, problems, progress).run();
  }

  /**
   * How the network takes it when single layers lose weights; writes nothing.
   *
   * @param sparsities parts of the layer's weights
   * @throws ProblemException if model or data are not fit
   */
  public static List<SensitivityScan.Row> scan(
      PruningRequest request, List<Double> sparsities, Importance importance, Problems problems, Progress progress) {
    Pruning pruning = new Pruning(request, problems, progress);
    SampleSet fitting = pruning.fitting().orElseThrow(() -> dataNeeded("The scan runs the network on samples."));
    progress.begins("prunes one layer after the other");
    return SensitivityScan.of(pruning.dense, sparsities, importance, fitting, pruning.test().orElse(fitting));
  }

  private SampleSet load(Path file) {
    progress.begins("reads " + file.getFileName());
    return SampleSet.load(file, imported, request.preprocessing()).forGraph(dense);
  }

  private void requireFloats() {
    if (PreparedModel.hasIntegers(dense)) {
      throw new ProblemException(
          Code.E321, request.model().toString(), "It is quantised.", "Prune the float network and quantise afterwards.");
    }
  }

  private static ProblemException dataNeeded(String reason) {
    return new ProblemException(Code.E321, "--data", reason, "Give samples, typical ones; or --importance l2 --no-reconstruction.");
  }

  private Optional<SampleSet> fitting() {
    return data.map(samples -> samples.range(0, request.samples()));
  }

  private Optional<SampleSet> test() {
    Optional<SampleSet> given = request.test().map(this::load);
    return given.isPresent() ? given : data.map(samples -> samples.range(
        Math.min(request.samples(), samples.size()), Math.min(samples.size(), request.samples() + MOST_HELD_OUT))).filter(held -> held.size() > 0);
  }

  private PruningReport run() {
    requireDataIfNeeded();
    Graph pruned = dense;
    if (request.structured().isPresent()) {
      progress.begins("removes channels");
      pruned = withoutChannels(request.structured().get());
    }
    if (request.weights().isPresent()) {
      progress.begins("sets weights to zero");
      pruned = WeightPruning.prune(pruned, request.weights().get(), fitting());
    }
    return written(pruned);
  }

  private Graph withoutChannels(StructuredOptions options) {
    if (options.fractions().keySet().stream().noneMatch(PruningTarget::isMeasured)) {
      return StructuredPruning.prune(dense, options, fitting());
    }
    SampleSet samples = fitting().orElseThrow(() -> dataNeeded("A budget of flash or instructions is kept by the quantised network."));
    Optional<Toolchain> toolchain = options.fractions().containsKey(PruningTarget.INSTRUCTIONS)
        ? Optional.of(Toolchains.find(request.toolchain(), List.of(request.target())))
        : Optional.empty();
    budgets = Optional.of(new BudgetedPruning(dense, samples, graph -> {
      progress.begins("measures what the network takes on " + request.target().name());
      return DeployedCost.of(graph, samples, request.target(), toolchain);
    }));
    return budgets.get().prune(options);
  }

  private void requireDataIfNeeded() {
    boolean fitted = request.structured().filter(options -> options.reconstruct() || options.importance() == Importance.ACTIVATIONS).isPresent()
        || request.weights().filter(options -> options.reconstruct() || options.importance() == Importance.ACTIVATIONS).isPresent();
    if (fitted && data.isEmpty()) {
      throw dataNeeded("Importance by activations and the fitting of weights need samples.");
    }
  }

  private PruningReport written(Graph pruned) {
    Optional<Comparison> comparison = test().map(samples -> {
      progress.begins("compares both networks on " + samples.size() + " samples");
      return Comparison.of(dense, pruned, samples);
    });
    OnnxExport.write(pruned, request.out());
    return PruningReport.of(request.out().toString(), dense, pruned, budgets, comparison);
  }
}
