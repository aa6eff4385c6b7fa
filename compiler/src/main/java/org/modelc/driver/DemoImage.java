package org.modelc.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.c.FloatLiteral;
import org.modelc.c.GenerationOptions;
import org.modelc.firmware.DemoModel;
import org.modelc.firmware.K210Firmware;
import org.modelc.firmware.Toolchain;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.kpu.InPlaceInput;
import org.modelc.op.Dequantise;
import org.modelc.op.Quantise;
import org.modelc.op.Requantise;
import org.modelc.op.Reshape;
import org.modelc.op.Softmax;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.quant.Classification;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/** Firmware for an M5StickV: the camera's pictures go through a classifier on CPU and KPU, the display shows what it sees. */
public final class DemoImage {
  private static final String NAME = "demo";

  private DemoImage() {}

  /**
   * Builds the firmware of a classifier.
   *
   * @param request its preprocessing says what a byte of the camera becomes
   * @param toolchain has the tools of {@code k210-kpu}
   * @param problems receives warnings
   * @throws ProblemException E407 if the model is no classifier of pictures, E302 if it takes other numbers than the camera's, E306 if names and
   *     classes differ in number, E301 if the names cannot be read, or any problem of compiling the model
   */
  public static FlashImage of(ModelRequest request, DemoRequest demo, Toolchain toolchain, Problems problems, Progress progress) {
    Target target = Targets.find("k210-kpu");
    PreparedModel model = ModelPreparation.prepare(request, problems, progress);
    Optional<InPlaceInput> planes = InPlaceInput.of(TargetGraph.of(model.compiled(), target));
    DemoModel description = describe(model.compiled(), planes, request, demo);
    progress.begins("builds the demo for an M5StickV");
    GenerationOptions options = GenerationOptions.named(GenerationOptions.DEFAULT_NAME).withSource(model.source());
    TargetCode code = TargetCode.generate(model.compiled(), target, request.memory(), request.goal(), options);
    return new FlashImage(NAME, new K210Firmware(toolchain).demo(code.files().allFiles(), description));
  }

  private static DemoModel describe(Graph graph, Optional<InPlaceInput> planes, ModelRequest request, DemoRequest demo) {
    CameraInput input = new CameraInput(graph, request.preprocessing());
    DemoModel.Picture picture = input.picture(demo.subject());
    List<DemoModel.Output> outputs = IntStream.range(0, graph.outputs().size())
        .mapToObj(index -> output(index, graph.outputs().get(index).type()))
        .toList();
    DemoModel.Scores scores = scores(graph, outputs);
    int writing = demo.subject() == DemoRequest.Subject.WRITING ? 1 : 0;
    boolean inPlace = planes.map(moved -> input.isFrame(moved.image().type())).orElse(false);
    return new DemoModel(writing, inPlace, picture, outputs, scores, classNames(demo.classNames(), scores.classes()));
  }

  private static DemoModel.Scores scores(Graph graph, List<DemoModel.Output> outputs) {
    int index = Classification.of(graph).map(Classification::output)
        .orElseThrow(() -> new ProblemException(Code.E407, "network \"" + graph.name() + "\"", "It has no output that is one row of scores."));
    Value output = graph.outputs().get(index);
    TensorType type = output.type();
    float scale = type.isQuantised() ? type.requireQuant().scale() : 1;
    int zeroPoint = type.isQuantised() ? type.requireQuant().zeroPoint() : 0;
    return new DemoModel.Scores(outputs.get(index).symbol(), type.elements(), FloatLiteral.of(scale), zeroPoint, isProbability(graph, output) ? 1 : 0);
  }

  private static DemoModel.Output output(int index, TensorType type) {
    return new DemoModel.Output("output" + index, type.dtype().cType(), type.elements());
  }

  /** Whether a softmax made it, apart from changes of storage. */
  private static boolean isProbability(Graph graph, Value value) {
    Optional<Node> producer = graph.producer(value);
    if (producer.isEmpty()) {
      return false;
    }
    Node node = producer.get();
    boolean isStorage = node.op() instanceof Dequantise || node.op() instanceof Quantise || node.op() instanceof Requantise || node.op() instanceof Reshape;
    return node.op() instanceof Softmax || isStorage && isProbability(graph, node.input(0));
  }

  private static List<String> classNames(Optional<Path> file, int classes) {
    if (file.isEmpty()) {
      return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    }
    List<String> names = lines(file.get()).stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
    if (names.size() != classes) {
      throw new ProblemException(
          Code.E306, file.get().toString(), "It has " + names.size() + " names, the network " + classes + " classes.", "Give one name a line.");
    }
    return names.stream().map(name -> name.replaceAll("[^A-Za-z0-9 ./:%_-]", "?").replace("??", "? ?")).toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new ProblemException(Code.E301, file.toString(), "There is no such file.", "Give a text file with one name a line.");
    } catch (IOException e) {
      throw new ProblemException(Code.E301, file.toString(), "It cannot be read as text: " + e.getMessage() + ".", "Give a text file with one name a line.");
    }
  }
}
