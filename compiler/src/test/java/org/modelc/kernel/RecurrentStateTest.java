package org.modelc.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.c.CGenerator;
import org.modelc.c.GeneratedModel;
import org.modelc.c.GenerationOptions;
import org.modelc.firmware.BuildOption;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.FirmwareImage;
import org.modelc.firmware.FirmwareModel;
import org.modelc.firmware.ModelBuffer;
import org.modelc.firmware.TestToolchain;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorBytes;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Recurrent;
import org.modelc.plan.MemoryPlan;
import org.modelc.reference.Interpreter;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/** Recurrent layers that take and give their state: of a sequence in parts, and in C. */
class RecurrentStateTest {
  private static final int CASES = 60;

  @TempDir
  private Path directory;

  /** A layer from given states with all its operands. */
  private record Layer(Recurrent op, List<Tensor> inputs, List<TensorType> outputs) {
    List<Tensor> evaluate() {
      return op.evaluate(inputs, outputs);
    }

    /** The same over other steps, from other states. */
    Layer over(Tensor x, List<Tensor> states) {
      List<Tensor> operands = new ArrayList<>(inputs);
      operands.set(Recurrent.X, x);
      IntStream.range(0, states.size()).forEach(i -> operands.set(Recurrent.STATES + i, states.get(i)));
      List<TensorType> types = new ArrayList<>(outputs);
      types.set(0, outputs.get(0).withShape(outputs.get(0).shape().withDim(0, op.everyStep() ? x.shape().dim(0) : 1)));
      return new Layer(op, operands, types);
    }
  }

  private static Stream<Layer> layers(int seeds, boolean quantised) {
    return LongStream.range(0, seeds).boxed().flatMap(seed -> RecurrentCases.of(seed, quantised).map(zeros -> fromStates(zeros, seed)));
  }

  private static Layer fromStates(OpCase zeros, long seed) {
    RandomTensors random = new RandomTensors(seed + 1000);
    Recurrent from = (Recurrent) zeros.op();
    Recurrent op = new Recurrent(from.cell(), from.reverse(), from.everyStep(), true);
    List<Tensor> inputs = new ArrayList<>(zeros.inputs());
    List<TensorType> outputs = new ArrayList<>(List.of(zeros.output()));
    for (int i = 0; i < op.cell().states(); i++) {
      TensorType type = op.stateType(i, zeros.output(), zeros.output().isQuantised());
      inputs.add(state(type, random));
      outputs.add(type);
    }
    return new Layer(op, inputs, outputs);
  }

  private static Tensor state(TensorType type, RandomTensors random) {
    if (type.dtype() == DType.F32) {
      return random.f32(type.shape());
    }
    int end = type.dtype() == DType.S16 ? Short.MAX_VALUE : Byte.MAX_VALUE;
    return Tensor.ofIntegers(type, IntStream.range(0, type.elements()).mapToLong(i -> random.between(-end - 1, end)).toArray());
  }

  @Test
  void sequencesInPartsGiveTheBytesOfTheWhole() {
    List<Layer> layers = Stream.concat(layers(CASES, true), layers(CASES, false))
        .filter(layer -> !layer.op().reverse() && layer.inputs().get(Recurrent.X).shape().dim(0) > 1).toList();
    assertThat(layers).hasSizeGreaterThan(CASES);
    for (Layer layer : layers) {
      Tensor x = layer.inputs().get(Recurrent.X);
      int steps = x.shape().dim(0);
      List<Tensor> first = layer.over(steps(x, 0, steps / 2), List.of()).evaluate();
      List<Tensor> second = layer.over(steps(x, steps / 2, steps), first.subList(Recurrent.LAST_STATES, first.size())).evaluate();
      List<Tensor> whole = layer.evaluate();
      List<Tensor> parts = new ArrayList<>(layer.op().everyStep() ? List.of(first.get(0)) : List.of());
      parts.addAll(second);
      assertThat(TensorBytes.encode(parts)).as(layer.op().toString()).isEqualTo(TensorBytes.encode(whole));
    }
  }

  private static Tensor steps(Tensor x, int from, int to) {
    TensorType type = x.type().withShape(x.shape().withDim(0, to - from));
    byte[] all = TensorBytes.encode(List.of(x));
    int row = all.length / x.shape().dim(0);
    return TensorBytes.decode(Arrays.copyOfRange(all, from * row, to * row), List.of(type)).get(0);
  }

  @Test
  void zerosAsStatesAreTheLayerThatStartsFromZeros() {
    for (boolean quantised : new boolean[] {true, false}) {
      RecurrentCases.of(7, quantised).forEach(zeros -> {
        Layer layer = fromStates(zeros, 7);
        List<Tensor> states = layer.outputs().subList(1, layer.outputs().size()).stream().map(RecurrentStateTest::zero).toList();
        Tensor fromZeros = layer.over(zeros.inputs().get(0), states).evaluate().get(0);
        assertThat(TensorBytes.encode(List.of(fromZeros))).isEqualTo(TensorBytes.encode(List.of(zeros.evaluate())));
      });
    }
  }

  /** The real number 0 everywhere. */
  private static Tensor zero(TensorType type) {
    return type.isQuantised()
        ? Tensor.ofIntegers(type, IntStream.range(0, type.elements()).mapToLong(i -> type.requireQuant().zeroPoint()).toArray())
        : Tensor.zeros(type);
  }

  @Test
  void kernelsEqualTheReference() {
    Graph graph = graph(Stream.concat(layers(CASES, true), layers(CASES, false)).toList());
    FirmwareImage image = new FirmwareBuilder(TestToolchain.shared(), Targets.find("host")).build(write(graph, "host", false), BuildOption.SANITIZED);
    assertParity(graph, image, Stream.concat(layers(CASES, true), layers(CASES, false)).toList());
  }

  @ParameterizedTest
  @MethodSource("org.modelc.kernel.KernelParityTest#emulatedTargets")
  void kernelsEqualTheReferenceOnEveryTarget(Target target) {
    List<Layer> layers = Stream.concat(layers(4, true), layers(4, false)).toList();
    Graph graph = graph(layers);
    assertParity(graph, new FirmwareBuilder(TestToolchain.shared(), target).build(write(graph, target.name(), true)), layers);
  }

  /** Every other layer's states are constants. */
  private static Graph graph(List<Layer> layers) {
    GraphBuilder builder = new GraphBuilder("layers");
    for (int index = 0; index < layers.size(); index++) {
      Layer layer = layers.get(index);
      String name = "layer" + index;
      boolean constantStates = index % 2 == 1;
      List<Value> inputs = IntStream.range(0, layer.inputs().size())
          .mapToObj(i -> i == Recurrent.X || i >= Recurrent.STATES && !constantStates
              ? builder.input(name + "_input" + i, layer.inputs().get(i).type())
              : builder.constant(name + "_constant" + i, layer.inputs().get(i)))
          .toList();
      List<String> names = IntStream.range(0, layer.outputs().size()).mapToObj(i -> name + "_output" + i).toList();
      builder.addTyped(name, layer.op(), inputs, names, layer.outputs()).forEach(builder::output);
    }
    return builder.build();
  }

  private static List<Tensor> inputs(List<Layer> layers) {
    return IntStream.range(0, layers.size()).boxed().flatMap(index -> IntStream.range(0, layers.get(index).inputs().size())
        .filter(i -> i == Recurrent.X || i >= Recurrent.STATES && index % 2 == 0)
        .mapToObj(i -> layers.get(index).inputs().get(i))).toList();
  }

  private FirmwareModel write(Graph graph, String target, boolean singleFile) {
    Target chosen = Targets.find(target);
    MemoryPlan plan = MemoryPlan.of(graph, KernelSelection.of(graph, chosen), chosen.bufferAlignment());
    GeneratedModel model = CGenerator.generate(graph, plan, chosen, GenerationOptions.named("layers").withSingleFile(singleFile));
    model.allFiles().forEach((name, text) -> {
      try {
        Files.writeString(directory.resolve(name), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    return new FirmwareModel("layers", directory, buffers(graph.inputs()), buffers(graph.outputs()));
  }

  private static List<ModelBuffer> buffers(List<Value> values) {
    return values.stream().map(Value::type).map(type -> new ModelBuffer(type.dtype().cType(), type.elements(), type.bytes())).toList();
  }

  private static void assertParity(Graph graph, FirmwareImage image, List<Layer> layers) {
    List<Tensor> inputs = inputs(layers);
    byte[] bytes = image.run(TensorBytes.encode(inputs)).sample(0);
    List<Tensor> actual = TensorBytes.decode(bytes, graph.outputs().stream().map(Value::type).toList());
    List<Tensor> wanted = new Interpreter(graph).run(inputs);
    for (int output = 0; output < wanted.size(); output++) {
      for (int i = 0; i < wanted.get(output).elements(); i++) {
        double exact = wanted.get(output).type().dtype() == DType.F32 ? 1e-5 * Math.abs(wanted.get(output).real(i)) + 1e-6 : 0;
        assertThat(actual.get(output).real(i)).as("element %d of output %d", i, output).isCloseTo(wanted.get(output).real(i), within(exact));
      }
    }
  }
}
