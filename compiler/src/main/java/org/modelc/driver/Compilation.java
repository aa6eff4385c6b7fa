package org.modelc.driver;

import java.util.List;
import java.util.function.BiConsumer;
import org.modelc.c.GenerationOptions;
import org.modelc.c.SelfTest;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.op.FloatCost;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;
import org.modelc.report.FloatLayers;
import org.modelc.target.Target;

/** From an ONNX file to C. */
public final class Compilation {
  private Compilation() {}

  /**
   * Compiles a model; nothing is written to disk.
   *
   * @param problems receives warnings
   * @param passObserver sees the graph after every pass
   * @throws ProblemException if the model, its data or an option is not fit
   */
  public static CompilationResult run(
      ModelRequest request, CompileOptions options, Problems problems, Progress progress, BiConsumer<String, Graph> passObserver) {
    GenerationOptions generation = options.generationOptions();
    requireWholeInputs(request, options);
    PreparedModel model = ModelPreparation.prepare(request, problems, progress, passObserver);
    if (options.requireIntegers()) {
      requireIntegers(model.compiled(), problems);
    }
    progress.begins("generates C for " + options.target().name());
    GenerationOptions complete = generation.withSource(model.source());
    if (options.selfTest()) {
      complete = complete.withSelfTest(selfTest(request, model, options.target()));
    }
    TargetCode code = TargetCode.generate(request, model, options.target(), complete);
    return new CompilationResult(model, code);
  }

  private static void requireIntegers(Graph graph, Problems problems) {
    FloatLayers.of(graph).forEach(node -> problems.add(
        Code.E308, "node \"" + node.name() + "\" (" + node.op().name() + ")", "It " + FloatCost.of(node).text() + "."));
    problems.throwIfErrors();
  }

  private static void requireWholeInputs(ModelRequest request, CompileOptions options) {
    if (request.pushRows().isPresent() && (options.selfTest() || options.main() || request.io().rowInput())) {
      throw new ProblemException(
          Code.E403, "--stream", "--self-test, --main and --input-rows are for whole inputs.", "Leave them out, and check the stream with modelc verify.");
    }
  }

  /** The calibration samples, or a random one. */
  static SampleSet sample(ModelRequest request, PreparedModel model) {
    return new SampleSource(request.calibration(), request.preprocessing()).load(model, 1);
  }

  /** The first calibration sample, or a random one, with what the interpreter makes of it in the first call. */
  private static SelfTest selfTest(ModelRequest request, PreparedModel model, Target target) {
    Graph graph = TargetGraph.of(model.compiled(), target);
    List<Tensor> inputs = model.samples(graph, sample(request, model).range(0, 1)).sample(0);
    return new SelfTest(model.states().arguments(inputs), model.states().results(new Interpreter(graph).run(inputs)));
  }
}
