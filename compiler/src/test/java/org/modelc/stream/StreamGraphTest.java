package org.modelc.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Parser;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorBytes;
import org.modelc.ir.Value;
import org.modelc.op.History;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.reference.Interpreter;

class StreamGraphTest {
  private static final int PUSHES_AFTER_THE_FIRST_RESULT = 9;

  /** Runs the graph of a push again and again; what {@link History} keeps lies here in between. */
  private static final class Pushes {
    private final Graph step;
    private final Map<Node, byte[]> kept = new IdentityHashMap<>();

    Pushes(Graph step) {
      this.step = step;
    }

    List<Tensor> push(Tensor rows) {
      Map<Value, Tensor> tensors = new IdentityHashMap<>();
      tensors.put(step.inputs().get(0), rows);
      for (Node node : step.nodes()) {
        List<Tensor> operands = node.inputs().stream().map(input -> read(input, tensors)).toList();
        tensors.put(node.output(), node.op() instanceof History ? append(node, operands.get(0)) : node.op().evaluate(operands, node.outputTypes()).get(0));
      }
      return step.outputs().stream().map(output -> read(output, tensors)).toList();
    }

    private Tensor append(Node node, Tensor rows) {
      byte[] before = kept.getOrDefault(node, new byte[node.output().type().bytes()]);
      byte[] newest = TensorBytes.encode(List.of(rows));
      byte[] window = Arrays.copyOfRange(before, newest.length, before.length + newest.length);
      System.arraycopy(newest, 0, window, before.length - newest.length, newest.length);
      kept.put(node, window);
      return TensorBytes.decode(window, node.outputTypes()).get(0);
    }

    private static Tensor read(Value value, Map<Value, Tensor> tensors) {
      return value.constant().orElseGet(() -> tensors.get(value));
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 80);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyResultIsThatOfTheWindow(long seed) {
    Graph whole = RandomStreams.graph(seed, seed % 2 == 0);
    StreamGraph stream = StreamGraph.of(whole, RandomStreams.pushRows(whole, seed));
    Interpreter interpreter = new Interpreter(whole);
    Pushes pushes = new Pushes(stream.step());
    byte[] all = rowsOfStream(whole, seed);
    int pushed = stream.step().inputs().get(0).type().bytes();
    int window = whole.inputs().get(0).type().bytes();
    for (int push = 1; push <= stream.firstOutput() + PUSHES_AFTER_THE_FIRST_RESULT; push++) {
      int end = push * pushed;
      List<Tensor> results = pushes.push(part(all, end - pushed, end, stream.step()));
      if (push >= stream.firstOutput()) {
        List<Tensor> expected = interpreter.run(List.of(part(all, end - window, end, whole)));
        assertThat(TensorBytes.encode(results)).as("push %d of %s", push, stream).isEqualTo(TensorBytes.encode(expected));
      }
    }
  }

  private static byte[] rowsOfStream(Graph whole, long seed) {
    List<Tensor> windows = new ArrayList<>();
    IntStream.range(0, PUSHES_AFTER_THE_FIRST_RESULT + 3).forEach(i -> windows.add(RandomStreams.samples(whole, seed + i, 1).sample(0).get(0)));
    return TensorBytes.encode(windows);
  }

  private static Tensor part(byte[] all, int from, int to, Graph graph) {
    return TensorBytes.decode(Arrays.copyOfRange(all, from, to), List.of(graph.inputs().get(0).type())).get(0);
  }

  /** Each push computes the new row of each of the three layers, and the last one as a whole. */
  @Test
  void onlyNewRowsAreComputed() {
    Graph whole = Parser.parse("""
        graph net
        input x f32[1x10x1x2]
        constant weights f32[3x1x1x2] = fill 0.5
        constant bias f32[3] = fill 1.0
        a f32[1x8x1x2] = MaxPool(window=[3x1])(x)
        b f32[1x4x1x2] = MaxPool(window=[2x1 stride 2x1])(a)
        c f32[1x4x1x3] = Conv(window=[1x1], groups=1)(b, weights, bias)
        d f32[1x1x1x3] = Reduce(kind=mean, axes=[1 2], keepDims=true)(c)
        output d
        """);
    StreamGraph stream = StreamGraph.of(whole, 2);
    assertThat(stream.firstOutput()).isEqualTo(5);
    assertThat(stream.step().macs()).isEqualTo(6);
    assertThat(stream.step().nodes().stream().filter(node -> node.op() instanceof History).map(node -> node.output().shape().toString()))
        .containsExactly("1x4x1x2", "1x4x1x3");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "a f32[1x10x1x2] = MaxPool(window=[3x1 pad 1 0 1 0])(x); 1; E408; pads 1 rows before and 1 behind",
      "a f32[1x11x1x2] = Pad(begins=[0 1 0 0], ends=[0 0 0 0], value=0.0)(x); 1; E408; pads 1 rows before and 0 behind",
      "a f32[1x1x1x2] = Reduce(kind=mean, axes=[1 2], keepDims=true)(x); 1; E408; no convolution or matrix product moves on row by row",
  })
  void whatCannotRunOnAStreamIsNamed(String node, int rows, String code, String message) {
    Graph graph = Parser.parse(String.join("\n", "graph net", "input x f32[1x10x1x2]", node, "output a"));
    assertProblem(graph, rows, Code.valueOf(code), message);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "3", "12"})
  void aPushMovesAllLayersOnByWholeRows(int rows) {
    Graph graph = Parser.parse("""
        graph net
        input x f32[1x10x1x1]
        constant weights f32[1x2x1x1] = 1.0 2.0
        constant bias f32[1] = 1.0
        a f32[1x5x1x1] = Conv(window=[2x1 stride 2x1], groups=1)(x, weights, bias)
        output a
        """);
    assertProblem(graph, rows, Code.E403, "move on by 2 of them");
  }

  private static void assertProblem(Graph graph, int rows, Code code, String message) {
    assertThatThrownBy(() -> StreamGraph.of(graph, rows))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems().get(0).code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
