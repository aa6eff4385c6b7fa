package org.modelc.driver;

import java.nio.file.Path;
import java.util.List;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.quant.Classification;
import org.modelc.quant.PostTraining;
import org.modelc.quant.QuantisationOptions;
import org.modelc.quant.Score;
import org.modelc.report.Candidate;
import org.modelc.report.Report;
import org.modelc.report.Totals;
import org.modelc.target.Target;

/** Measures networks in int8: float ones are quantised as {@code compile} does it, with the first training samples. */
public final class CandidateMeasurement {
  private static final int CALIBRATION_SAMPLES = 200;

  private final Recipe recipe;
  private final Preprocessing preprocessing;
  private final int testSamples;
  private final Target target;

  /**
   * @param preprocessing of training and test samples
   * @param testSamples how many test samples count, the first ones
   */
  public CandidateMeasurement(Recipe recipe, Preprocessing preprocessing, int testSamples, Target target) {
    this.recipe = recipe;
    this.preprocessing = preprocessing;
    this.testSamples = testSamples;
    this.target = target;
  }

  /**
   * Measures the network {@code file}.
   *
   * @throws ProblemException if the network cannot be compiled or the samples do not fit
   */
  public Candidate measure(String name, Path file) {
    Problems problems = new Problems();
    Graph imported = OnnxImporter.load(file, problems);
    Graph optimised = Pipeline.run(Pipeline.OPTIMISE, imported, PassOptions.DEFAULT);
    Graph compiled = PreparedModel.hasIntegers(optimised) ? optimised : quantised(imported, optimised);
    TargetCode code = TargetCode.generate(compiled, target, MemoryGoal.DEFAULT, CompileOptions.of(target, "model").generationOptions());
    Totals totals = Report.of(code.graph(), code.plan(), code.target(), code.files()).totals();
    return new Candidate(name, file.toString(), accuracy(imported, compiled), totals.constantBytes(), totals.arenaBytes(), totals.macs());
  }

  private Graph quantised(Graph imported, Graph optimised) {
    SampleSet samples = SampleSet.load(recipe.data(), imported, preprocessing).forGraph(optimised).range(0, CALIBRATION_SAMPLES);
    Graph quantised = PostTraining.run(optimised, samples, QuantisationOptions.DEFAULT, new Problems()).integers();
    return Pipeline.run(Pipeline.FINISH, quantised, PassOptions.DEFAULT);
  }

  private Score accuracy(Graph imported, Graph compiled) {
    SampleSet samples = SampleSet.load(recipe.test(), imported, preprocessing).forGraph(compiled).range(0, testSamples);
    List<Integer> labels = samples.labels()
        .orElseThrow(() -> new ProblemException(Code.E306, recipe.test().toString(), "It has no labels (array \"y\")."));
    Classification classification = Classification.of(compiled)
        .orElseThrow(() -> new ProblemException(Code.E601, "graph \"" + compiled.name() + "\"", "No output is a row of scores."));
    return classification.score(compiled, samples, labels);
  }
}
