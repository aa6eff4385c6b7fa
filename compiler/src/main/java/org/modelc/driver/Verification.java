package org.modelc.driver;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.modelc.data.SampleSet;
import org.modelc.firmware.Toolchain;
import org.modelc.ir.Graph;
import org.modelc.ir.Value;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.quant.Comparison;
import org.modelc.target.Target;

/**
 * Shows that a compiled model is right: the interpreter against ONNX Runtime, integers against floats, and the bytes of every target's firmware
 * against the interpreter's.
 */
public final class Verification {
  private final ModelRequest request;
  private final Progress progress;
  private final PreparedModel model;
  private final SampleSource source;
  private final SampleSet samples;

  private Verification(ModelRequest request, SampleSource source, int randomCount, Problems problems, Progress progress) {
    this.request = request;
    this.progress = progress;
    this.source = source;
    this.model = ModelPreparation.prepare(request, problems, progress);
    this.samples = source.load(model, randomCount);
  }

  /**
   * Verifies a model.
   *
   * <p>Accuracy is that of the first target; all targets without an accelerator compute the same.
   *
   * @param firmwareSamples how many samples run on every target, the first ones; all samples count for accuracy
   * @param toolchain has the tools of all targets
   * @param problems receives warnings
   * @throws ProblemException if the model, its data or the request is not fit
   */
  public static VerificationReport run(
      ModelRequest request, SampleSource source, int firmwareSamples, List<Target> targets, Toolchain toolchain, Problems problems,
      Progress progress) {
    return new Verification(request, source, firmwareSamples, problems, progress).run(firmwareSamples, targets, toolchain);
  }

  private VerificationReport run(int firmwareSamples, List<Target> targets, Toolchain toolchain) {
    List<TargetVerdict> verdicts = firmware(samples.range(0, firmwareSamples), targets, toolchain);
    PreparedModel judged = model.forTarget(targets.get(0));
    progress.begins("ONNX Runtime: " + samples.size() + " samples");
    RuntimeAgreement agreement = new RuntimeCheck(request, judged, samples).run();
    progress.begins("interpreter: " + samples.size() + " samples");
    Comparison comparison = Comparison.of(
        reference(), judged.compiled(), model.samples(reference(), samples), judged.samples(judged.compiled(), samples));
    return new VerificationReport(
        model.source().fileName(),
        request.precision(),
        model.compiled().macs(),
        samples.size(),
        source.description(),
        agreement,
        comparison.candidateAccuracy(),
        qualities(comparison, judged),
        verdicts);
  }

  private Graph reference() {
    return model.isQuantisedHere() ? model.optimised() : model.carrying();
  }

  /** Only what nodes of the compiled graph compute, and only where modelc has chosen the quantisation. */
  private List<LayerQuality> qualities(Comparison comparison, PreparedModel judged) {
    Stream<Value> computed = judged.compiled().nodes().stream().flatMap(node -> node.outputs().stream());
    Set<String> names = computed.map(Value::name).collect(Collectors.toSet());
    return comparison.signalToNoise().entrySet().stream()
        .filter(entry -> model.isQuantisedHere() && names.contains(entry.getKey()))
        .map(entry -> new LayerQuality(entry.getKey(), entry.getValue().decibels()))
        .toList();
  }

  private List<TargetVerdict> firmware(SampleSet chosen, List<Target> targets, Toolchain toolchain) {
    ExpectedOutputs expected = ExpectedOutputs.of(request, model, chosen);
    FirmwareCheck check = new FirmwareCheck(toolchain, model.compiled(), expected, request.memory(), request.goal(), request.pushRows());
    return targets.stream().parallel().map(target -> {
      progress.begins(target.name() + ": " + chosen.size() + " samples");
      return check.run(target);
    }).toList();
  }
}
