package org.modelc.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.kernel.CodeGoal;
import org.modelc.onnx.export.OnnxExport;
import org.modelc.pass.PassOptions;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.quant.Classification;
import org.modelc.quant.Comparison;
import org.modelc.quant.LayerChoice;
import org.modelc.quant.LayerLoss;
import org.modelc.quant.Sensitivity;
import org.modelc.quant.SignalToNoise;

/** Use case: reads a float network, quantises it after training, measures it, and writes it as ONNX with QuantizeLinear and DequantizeLinear. */
public final class Quantisation {
  /** Samples on which each layer alone is measured. */
  private static final int TRIAL_SAMPLES = 64;

  private static final String MIXED = "mixed";

  private static final PassOptions FLOAT_IO = new PassOptions(true, false);

  private final QuantisationRequest request;
  private final Progress progress;

  private Quantisation(QuantisationRequest request, Progress progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * Quantises the network of {@code request}.
   *
   * @param problems receives warnings
   * @throws ProblemException if model, data or options are not fit; nothing is written then
   */
  public static QuantisationReport run(QuantisationRequest request, Problems problems, Progress progress) {
    return new Quantisation(request, progress).run(problems);
  }

  private QuantisationReport run(Problems problems) {
    OutputFile.requireWritable(request.out());
    PreparedModel model = ModelPreparation.prepare(modelRequest(), problems, progress);
    if (!model.isQuantisedHere() && model.formats().isEmpty()) {
      throw new ProblemException(
          Code.E403, request.model().toString(), "The model is quantised already, or nothing of it can be.", "Give the float model.");
    }
    SampleSet samples = samples(model);
    progress.begins("measures " + samples.size() + " samples");
    Comparison comparison = Comparison.of(model.optimised(), model.equalised(), model.compiled(), samples);
    progress.begins("measures each layer alone");
    SampleSet trial = samples.range(0, TRIAL_SAMPLES);
    List<LayerLoss> losses = Sensitivity.of(model.equalised(), model.compiled(), trial);
    OnnxExport.write(model.compiled(), request.out());
    return report(model, comparison, losses, samples.size(), trial.size());
  }

  private ModelRequest modelRequest() {
    return new ModelRequest(
        request.model(), request.importing().withRecurrenceUnrolled(), Precision.INT8, Optional.of(request.data()), request.options(),
        request.preprocessing(), FLOAT_IO, MemoryGoal.DEFAULT, CodeGoal.SPEED).withMixed(request.mixed());
  }

  private SampleSet samples(PreparedModel model) {
    Path file = request.test().orElse(request.data());
    SampleSet loaded = SampleSet.load(file, model.imported(), request.preprocessing());
    SampleSet labelled = request.labels().map(loaded::withLabels).orElse(loaded);
    Classification.of(model.imported()).ifPresent(classification -> requireClasses(
        labelled, model.imported().outputs().get(classification.output()).type().elements(), request.labels().orElse(file)));
    return labelled.forGraph(model.optimised());
  }

  private static void requireClasses(SampleSet samples, int classes, Path file) {
    List<Integer> labels = samples.labels().orElse(List.of());
    IntStream.range(0, labels.size()).filter(i -> labels.get(i) >= classes).findFirst().ifPresent(i -> {
      throw new ProblemException(
          Code.E306, file.toString(), "Label " + i + " is " + labels.get(i) + ", but the model has " + classes + " classes, from 0 on.");
    });
  }

  private QuantisationReport report(PreparedModel model, Comparison comparison, List<LayerLoss> losses, int samples, int trialSamples) {
    int calibrationSamples = SampleSet.load(request.data(), model.imported(), request.preprocessing()).size();
    return new QuantisationReport(
        request.out().toString(), model.formats().isEmpty() ? request.options().format().text() : MIXED, calibrationSamples, model.isEqualised(), samples,
        request.test().orElse(request.data()).getFileName().toString(), trialSamples,
        comparison.referenceAccuracy(), comparison.candidateAccuracy(), comparison.agreement(),
        losses.stream().map(loss -> layer(loss, comparison.signalToNoise())).toList(),
        model.formats().stream().map(choice -> measured(choice, comparison.signalToNoise())).toList());
  }

  private static LayerChoice measured(LayerChoice choice, Map<String, SignalToNoise> ratios) {
    SignalToNoise ratio = ratios.get(choice.layer());
    return ratio == null ? choice : choice.withSignalToNoise(ratio.decibels());
  }

  private static QuantisedLayer layer(LayerLoss loss, Map<String, SignalToNoise> ratios) {
    SignalToNoise ratio = ratios.get(loss.value());
    return new QuantisedLayer(
        loss.value(), loss.operator(), ratio.decibels(), loss.saturation(), loss.signalToNoise(), loss.changedClasses());
  }
}
