package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.c.GenerationOptions;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.firmware.TestToolchain;
import org.modelc.firmware.WarningCheck;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorBytes;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.kernel.CodeGoal;
import org.modelc.kernel.RecurrentCases;
import org.modelc.onnx.OnnxModelBuilder;
import org.modelc.op.Recurrent;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;
import org.modelc.state.StateRequest;
import org.modelc.target.Targets;

/** Networks with states: many calls in C against the interpreter, and against ONNX Runtime with the same states as inputs. */
class StateFirmwareTest {
  private static final int CALLS = 10;
  private static final List<String> TARGETS = List.of("cortex-m4", "cortex-m0plus", "cortex-m55", "rv32imac", "k210-kpu");

  @TempDir
  private Path folder;

  static Stream<Arguments> networks() {
    return IntStream.range(0, StatefulNetworks.NAMES.size()).boxed().flatMap(index -> Stream.of(Precision.INT8, Precision.F32)
        .map(precision -> Arguments.of(
            StatefulNetworks.NAMES.get(index), precision, TARGETS.get((index + precision.ordinal()) % TARGETS.size()))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyCallGivesWhatTheInterpreterGives(String name, Precision precision, String target) {
    StatefulNetworks network = StatefulNetworks.of(name);
    boolean shown = name.equals("gru") || name.equals("cache");
    StateRequest states = new StateRequest(network.states(), false, shown, OptionalInt.of(4));
    Problems problems = new Problems();
    VerificationReport report = Verification.run(
        request(network, precision).withStates(states), new SampleSource(Optional.of(samples(network)), Preprocessing.NONE), CALLS,
        List.of(Targets.find("host"), Targets.find(target)), TestToolchain.shared(), problems, Progress.SILENT);

    assertThat(report.targets()).allSatisfy(verdict -> {
      assertThat(verdict.problem()).isEmpty();
      assertThat(verdict.passed()).as("%s", verdict).isTrue();
      assertThat(verdict.comparison().samples()).isEqualTo(CALLS);
    });
    assertThat(report.onnxRuntime().largestError()).isLessThan(1e-5);
    assertThat(problems.all()).isEmpty();
    if (precision == Precision.INT8) {
      assertThat(report.targets()).allSatisfy(verdict -> assertThat(verdict.comparison().isExact()).isTrue());
      assertThat(report.layers().stream().filter(layer -> layer.value().equals("y")).findFirst().orElseThrow().signalToNoise()).isGreaterThan(20);
    }
  }

  private ModelRequest request(StatefulNetworks network, Precision precision) {
    Path file = network.model().save(folder.resolve("net.onnx"));
    return precision == Precision.INT8
        ? ModelRequest.quantised(file, samples(network), Preprocessing.NONE)
        : ModelRequest.asIs(file, precision);
  }

  /** Forty calls. */
  private Path samples(StatefulNetworks network) {
    List<Integer> dims = network.model().graph().getInput(0).getType().getTensorType().getShape().getDimList().stream()
        .map(dim -> (int) dim.getDimValue()).toList();
    Random random = new Random(3);
    int calls = 40;
    ByteBuffer data = ByteBuffer.allocate(4 * calls * dims.stream().reduce(1, (a, b) -> a * b)).order(ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      data.putFloat((float) random.nextGaussian());
    }
    String shape = calls + ", " + String.join(", ", dims.stream().map(String::valueOf).toList());
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
    String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) padded.length(), (byte) (padded.length() >> 8)});
      bytes.write(padded.getBytes(StandardCharsets.US_ASCII));
      bytes.write(data.array());
      return Files.write(folder.resolve("calls.npy"), bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PreparedModel prepared(String name, Precision precision, StateRequest states) {
    return ModelPreparation.prepare(request(StatefulNetworks.of(name), precision).withStates(states), new Problems(), Progress.SILENT);
  }

  private static StateRequest hidden(String name) {
    return new StateRequest(StatefulNetworks.of(name).states(), false, false, OptionalInt.empty());
  }

  /** An LSTM's cell and a GRU's state keep their 16 bits. */
  @Test
  void statesOfLayersAreKeptInTheirOwnTypes() {
    Graph lstm = prepared("lstm", Precision.INT8, hidden("lstm")).compiled();
    assertThat(lstm.inputs().subList(1, 3)).extracting(input -> input.type().dtype()).containsExactly(DType.S8, DType.S16);
    Graph gru = prepared("gru", Precision.INT8, hidden("gru")).compiled();
    assertThat(gru.inputs().get(1).type().dtype()).isEqualTo(DType.S16);
    assertThat(gru.nodes()).extracting(node -> node.op().name()).doesNotContain("Requantise");
  }

  @Test
  void layersUpdateTheirStatesInPlace() {
    for (String name : List.of("lstm", "gru", "mean")) {
      PreparedModel model = prepared(name, Precision.INT8, hidden(name));
      TargetCode code = TargetCode.generate(
          model.compiled(), model.states(), Targets.find("cortex-m4"), MemoryGoal.DEFAULT, CodeGoal.SPEED,
          GenerationOptions.named("net"));
      assertThat(code.files().files().get("net.c")).as(name).doesNotContain("memcpy");
      assertThat(code.plan().stateBytes()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"delays", "cache", "lstm"})
  void compilesWithoutWarnings(String name) {
    ModelRequest request = request(StatefulNetworks.of(name), Precision.INT8).withStates(hidden(name));
    CompileOptions options = CompileOptions.of(Targets.find("host"), "net").withExample();
    CompilationResult result = Compilation.run(request, options, new Problems(), Progress.SILENT, (pass, graph) -> {});
    OutputFolder.write(folder.resolve("c"), result.files());
    assertThat(new WarningCheck(TestToolchain.shared()).findings(folder.resolve("c"))).isEmpty();
  }

  static Stream<Arguments> layers() {
    return Stream.of("host", "cortex-m4", "rv32imac").flatMap(target -> Stream.of(
        Arguments.of(target, 1, true), Arguments.of(target, 2, true), Arguments.of(target, 1, false)));
  }

  /** As many steps a call as there are, or one: the same bytes. */
  @ParameterizedTest
  @MethodSource("layers")
  void layersThatGoOnGiveTheBytesOfTheWholeSequence(String target, int stepsPerCall, boolean quantised) {
    for (Recurrent.Cell cell : Recurrent.Cell.values()) {
      Layer layer = new Layer(cell, quantised, 8);
      List<Tensor> whole = new Interpreter(layer.graph(8)).run(List.of(layer.x));
      StateRequest.Resolved call = new StateRequest(List.of(), true, false, OptionalInt.of(8 / stepsPerCall)).resolve(layer.graph(stepsPerCall));
      ExpectedOutputs expected = ExpectedOutputs.of(call.graph(), call.states(), SampleSet.of(layer.calls(stepsPerCall)));

      List<Tensor> parts = IntStream.range(0, 8 / stepsPerCall).mapToObj(i -> expected.outputs(i).get(0)).toList();
      assertThat(TensorBytes.encode(parts)).isEqualTo(TensorBytes.encode(whole));
      TargetVerdict verdict =
          new FirmwareCheck(TestToolchain.shared(), call.graph(), expected, MemoryGoal.DEFAULT).run(Targets.find(target));
      assertThat(verdict.problem()).isEmpty();
      assertThat(verdict.passed()).as("%s %s", cell, verdict).isTrue();
    }
  }

  /** A recurrent layer with random weights, and a sequence for it. */
  private static final class Layer {
    private final Recurrent op;
    private final List<Tensor> inputs;
    private final TensorType output;
    private final Tensor x;

    Layer(Recurrent.Cell cell, boolean quantised, int steps) {
      var layer = RecurrentCases.of(11, quantised).filter(one -> ((Recurrent) one.op()).cell() == cell).findFirst().orElseThrow();
      this.op = new Recurrent(cell, false, true);
      this.inputs = layer.inputs();
      this.output = layer.output();
      TensorType type = inputs.get(0).type().withShape(inputs.get(0).shape().withDim(0, steps));
      Random random = new Random(cell.ordinal());
      this.x = quantised
          ? Tensor.ofIntegers(type, random.ints(type.elements(), -128, 128).asLongStream().toArray())
          : Tensor.of(type, floats(type.elements(), random));
    }

    private static float[] floats(int count, Random random) {
      float[] floats = new float[count];
      for (int i = 0; i < count; i++) {
        floats[i] = (float) random.nextGaussian();
      }
      return floats;
    }

    Graph graph(int steps) {
      GraphBuilder builder = new GraphBuilder("layer");
      List<Value> operands = new ArrayList<>(List.of(builder.input("x", x.type().withShape(x.shape().withDim(0, steps)))));
      IntStream.range(1, inputs.size()).forEach(i -> operands.add(builder.constant("constant" + i, inputs.get(i))));
      TensorType type = output.withShape(Shape.of(steps, output.shape().dim(1), output.shape().dim(2)));
      builder.output(builder.addTyped("layer", op, operands, List.of("y"), List.of(type)).get(0));
      return builder.build();
    }

    List<List<Tensor>> calls(int steps) {
      TensorType type = x.type().withShape(x.shape().withDim(0, steps));
      int count = x.shape().dim(0) / steps;
      return TensorBytes.decode(TensorBytes.encode(List.of(x)), Collections.nCopies(count, type)).stream().map(List::of).toList();
    }
  }

  @Test
  void refusesWhatCannotBeKept() {
    refused("gru", "--state h=y", new StateRequest.Link("h", "y"));
    refused("gru", "has no input \"nothing\"; it has \"x\"", new StateRequest.Link("nothing", "h_next"));
    refused("gru", "has no output \"nothing\"", new StateRequest.Link("h", "nothing"));
    refused("delays", "in two states", new StateRequest.Link("first", "first_next"), new StateRequest.Link("second", "first_next"));
    refused("mean", "nothing comes out", new StateRequest.Link("mean", "mean_next"), new StateRequest.Link("x", "y"));
    assertThatThrownBy(() -> prepared("mean", Precision.F32, new StateRequest(List.of(), true, false, OptionalInt.empty())))
        .isInstanceOf(ProblemException.class).hasMessageContaining("no LSTM, GRU or RNN");
    assertThatThrownBy(() -> ModelPreparation.prepare(
        request(StatefulNetworks.of("mean"), Precision.F32).withPushRows(OptionalInt.of(1)).withStates(hidden("mean")), new Problems(), Progress.SILENT))
        .isInstanceOf(ProblemException.class).hasMessageContaining("--stream");
  }

  @ParameterizedTest
  @CsvSource({"reverse, 0, from the last step", "bidirectional, 0, from the last step", "forward, 3, laid out step by step"})
  void refusesLayersThatCannotGoOn(String direction, float clip, String message) {
    int directions = direction.equals("bidirectional") ? 2 : 1;
    OnnxModelBuilder model = OnnxModelBuilder.opset(14).input("x", DType.F32, 3, 1, 5).random("w", directions, 18, 5).random("r", directions, 18, 6);
    List<AttributeProto> attributes = new ArrayList<>(List.of(OnnxModelBuilder.integer("hidden_size", 6), OnnxModelBuilder.string("direction", direction)));
    if (clip > 0) {
      attributes.add(OnnxModelBuilder.real("clip", clip));
    }
    Path file = model.node("GRU", List.of("x", "w", "r"), List.of("y"), attributes.toArray(AttributeProto[]::new)).output("y")
        .save(folder.resolve("layer.onnx"));
    ModelRequest request = ModelRequest.asIs(file, Precision.F32).withStates(new StateRequest(List.of(), true, false, OptionalInt.empty()));
    assertThatThrownBy(() -> ModelPreparation.prepare(request, new Problems(), Progress.SILENT))
        .isInstanceOf(ProblemException.class).hasMessageContaining("E409").hasMessageContaining(message);
  }

  private void refused(String network, String message, StateRequest.Link... links) {
    StateRequest request = new StateRequest(List.of(links), false, false, OptionalInt.empty());
    assertThatThrownBy(() -> prepared(network, Precision.F32, request)).isInstanceOf(ProblemException.class).hasMessageContaining(message);
  }
}
