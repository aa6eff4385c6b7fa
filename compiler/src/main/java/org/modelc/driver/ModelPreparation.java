package org.modelc.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.modelc.c.GenerationOptions;
import org.modelc.c.SourceDescription;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.kernel.CodeGoal;
import org.modelc.kernel.Compilability;
import org.modelc.onnx.ImportOptions;
import org.modelc.onnx.OnnxImporter;
import org.modelc.op.FloatCost;
import org.modelc.pass.Pass;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.quant.Calibration;
import org.modelc.quant.Footprint;
import org.modelc.quant.HalfFloatWeights;
import org.modelc.quant.LayerChoice;
import org.modelc.quant.MixedFormats;
import org.modelc.quant.PostTraining;
import org.modelc.quant.QuantisationOptions;
import org.modelc.report.FloatLayers;
import org.modelc.state.StateRequest;
import org.modelc.state.StateSamples;
import org.modelc.state.StateTypes;

/** Imports, optimises and quantises a model: everything before memory is planned and C is generated. */
public final class ModelPreparation {
  private static final String QUANTISE = "Quantise";

  private final ModelRequest request;
  private final Problems problems;
  private final Progress progress;
  private final BiConsumer<String, Graph> passObserver;

  /** The formats of layers, once they are chosen. */
  private List<LayerChoice> formats = List.of();

  private StateRequest.Resolved carrying;

  private ModelPreparation(ModelRequest request, Problems problems, Progress progress, BiConsumer<String, Graph> passObserver) {
    this.request = request;
    this.problems = problems;
    this.progress = progress;
    this.passObserver = passObserver;
  }

  /** As {@link #prepare(ModelRequest, Problems, Progress, BiConsumer)} without an observer of passes. */
  public static PreparedModel prepare(ModelRequest request, Problems problems, Progress progress) {
    return prepare(request, problems, progress, (pass, graph) -> {});
  }

  /**
   * The model that {@code request} asks for.
   *
   * @param problems receives warnings
   * @param passObserver sees the graph after every pass
   * @throws ProblemException if the model, its data or the request is not fit
   */
  public static PreparedModel prepare(
      ModelRequest request, Problems problems, Progress progress, BiConsumer<String, Graph> passObserver) {
    return new ModelPreparation(request, problems, progress, passObserver).run();
  }

  /** Names of the passes that an observer may see, in order; a pass may occur twice. */
  public static List<String> passNames() {
    Stream<String> beforeQuantisation = Pipeline.OPTIMISE.stream().map(Pass::name);
    Stream<String> afterQuantisation = Stream.concat(Pipeline.FINISH.stream(), Pipeline.LAST.stream()).map(Pass::name);
    return Stream.concat(beforeQuantisation, Stream.concat(Stream.of(QUANTISE), afterQuantisation)).distinct().toList();
  }

  private PreparedModel run() {
    progress.begins("reads " + request.file().getFileName());
    ImportOptions importing = request.states().recurrentLayers() ? request.importing().withRecurrenceKept() : request.importing();
    Graph imported = OnnxImporter.load(request.file(), importing, problems);
    carrying = request.states().resolve(imported);
    requireWholeInputs();
    Graph optimised = run(Pipeline.OPTIMISE, carrying.graph());
    PostTraining.Result result = inPrecision(optimised);
    Graph compiled = StateTypes.aligned(run(Pipeline.LAST, result.integers()), carrying.states());
    Compilability.check(compiled, problems);
    problems.throwIfErrors();
    return new PreparedModel(source(), imported, carrying.graph(), carrying.states(), optimised, result.floats(), compiled, formats);
  }

  private Graph run(List<Pass> passes, Graph graph) {
    return Pipeline.run(passes, graph, io(), passObserver);
  }

  private PassOptions io() {
    return request.io().withStates(carrying.states().names(carrying.graph()));
  }

  private void requireWholeInputs() {
    if (!carrying.states().isEmpty() && (request.pushRows().isPresent() || request.io().rowInput())) {
      throw new ProblemException(
          Code.E409, request.pushRows().isPresent() ? "--stream" : "--input-rows",
          "It is for networks that depend on their input alone, not on states.", "Leave it out, and give the network what is new in each call.");
    }
  }

  private SourceDescription source() {
    try {
      return SourceDescription.of(request.file().getFileName().toString(), Files.readAllBytes(request.file()));
    } catch (IOException e) {
      throw new ProblemException(Code.E101, request.file().toString(), "It cannot be read: " + e.getMessage() + ".");
    }
  }

  /** The optimised graph in floats, where it is, and as it is to be compiled. */
  private PostTraining.Result inPrecision(Graph optimised) {
    PostTraining.Result asItIs = new PostTraining.Result(optimised, optimised);
    if (request.precision().isFloat()) {
      requireFloats(optimised);
      return request.precision() == Precision.F16 ? withHalfFloats(optimised) : asItIs;
    }
    List<Node> floats = FloatLayers.of(optimised);
    if (floats.isEmpty()) {
      return asItIs;
    }
    if (request.calibration().isPresent()) {
      return quantise(optimised);
    }
    if (PreparedModel.hasIntegers(optimised)) {
      floats.forEach(node -> problems.add(
          Code.W302, "node \"" + node.name() + "\" (" + node.op().name() + ")", "The model file does not quantise it, which " + FloatCost.of(node).text() + "."));
      return asItIs;
    }
    throw new ProblemException(Code.E303, request.file().toString(), "The model is in floats, so that ranges must be observed.");
  }

  private static PostTraining.Result withHalfFloats(Graph optimised) {
    return new PostTraining.Result(optimised, HalfFloatWeights.round(optimised, node -> true));
  }

  private void requireFloats(Graph optimised) {
    if (PreparedModel.hasIntegers(optimised)) {
      throw new ProblemException(
          Code.E403, "--dtype " + request.precision(), "The model is quantised already.", "Compile it with --dtype int8, or give the float model.");
    }
  }

  private PostTraining.Result quantise(Graph optimised) {
    progress.begins("calibrates with " + request.calibration().get().getFileName());
    Graph given = StateSamples.argumentsOf(carrying.graph(), carrying.states());
    SampleSet samples = StateSamples.of(
        optimised, carrying.states(), SampleSet.load(request.calibration().get(), given, request.preprocessing()));
    QuantisationOptions options = request.quantisation().withFloatIo(request.io().floatIo()).withStates(carrying.states());
    PostTraining.Result quantised = PostTraining.run(optimised, samples, options, problems, (floats, seen) -> withFormats(floats, seen, options));
    passObserver.accept(QUANTISE, quantised.integers());
    return new PostTraining.Result(quantised.floats(), run(Pipeline.FINISH, quantised.integers()));
  }

  private QuantisationOptions withFormats(Graph floats, Calibration calibration, QuantisationOptions options) {
    if (request.mixed().isEmpty()) {
      return options;
    }
    MixedRequest mixed = request.mixed().get();
    MixedFormats.Result result =
        MixedFormats.choose(floats, calibration, options, mixed.goal(), graph -> footprint(graph, mixed), progress::begins);
    formats = result.layers();
    return options.withExceptions(result.formats());
  }

  private Footprint footprint(Graph quantised, MixedRequest mixed) {
    Graph compiled =
        StateTypes.aligned(Pipeline.run(Pipeline.LAST, Pipeline.run(Pipeline.FINISH, quantised, io()), io()), carrying.states());
    MemoryGoal memory = mixed.goal().ram().isPresent() ? MemoryGoal.SMALLEST : MemoryGoal.WHOLE_LAYERS;
    GenerationOptions options = CompileOptions.of(mixed.target(), "model").generationOptions();
    TargetCode code = TargetCode.generate(compiled, carrying.states(), mixed.target(), memory, CodeGoal.SIZE, options);
    return new Footprint(code.files().constantBytes(), code.plan().arenaBytes());
  }
}
