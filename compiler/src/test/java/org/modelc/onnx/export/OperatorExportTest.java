package org.modelc.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.onnx.Comparison;
import org.modelc.op.ArgMax;
import org.modelc.op.AveragePool;
import org.modelc.op.Binary;
import org.modelc.op.Cast;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Concat;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Fourier;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.Normalise;
import org.modelc.op.Pad;
import org.modelc.op.Quantise;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.op.Softmax;
import org.modelc.op.Transpose;
import org.modelc.op.Unary;
import org.modelc.op.Window;
import org.modelc.problem.ProblemException;

/** Each operator behind a convolution, so that its operand is channels-first, and on a graph input: ONNX Runtime computes the same. */
class OperatorExportTest {
  private static final Shape MAP = Shape.of(1, 5, 6, 3);

  @TempDir
  Path folder;

  private final GraphBuilder builder = new GraphBuilder("test");
  private final Random random = new Random(7);

  private Value constant(String name, Shape shape) {
    return builder.constant(name, Comparison.random(TensorType.f32(shape), random));
  }

  private Value input() {
    return builder.input("x", TensorType.f32(MAP));
  }

  private Value conv(Value x) {
    Conv conv = new Conv(Window.of(3, 3).withPads(1, 1, 1, 1), 1, new Clamp(-2, 2));
    return builder.add("conv", conv, x, constant("w", Shape.of(3, 3, 3, 3)), constant("b", Shape.of(3)));
  }

  private Graph behindBoth(Op op) {
    Value x = input();
    builder.output(builder.add("plain", op, x));
    builder.output(builder.add("behind", op, conv(x)));
    return builder.build();
  }

  private void check(Graph graph) {
    new RoundTrip(graph, folder, 3).requireRuntimeAgrees(1e-5, 0);
  }

  @ParameterizedTest
  @EnumSource(Unary.Kind.class)
  void unary(Unary.Kind kind) {
    float alpha = kind == Unary.Kind.SILU ? 1.702f : 0.25f;
    Value x = input();
    Value operand = switch (kind) {
      case RECIPROCAL -> builder.add("not_zero", Unary.of(Unary.Kind.EXP), conv(x));
      case TAN -> builder.add("far_from_poles", new Clip(new Clamp(-1, 1)), conv(x));
      default -> conv(x);
    };
    builder.output(builder.add("plain", new Unary(kind, alpha, 0.75f), x));
    builder.output(builder.add("behind", new Unary(kind, alpha, 0.75f), operand));
    check(builder.build());
  }

  @Test
  void remainder() {
    Value x = input();
    builder.output(builder.add("remainder", new Binary(Binary.Kind.REMAINDER, Clamp.NONE), x, constant("c", Shape.of(3))));
    check(builder.build());
  }

  /** Remainders jump where a quotient is whole, so that operands must be the same to the bit. */
  @ParameterizedTest
  @EnumSource(value = Binary.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = {"REMAINDER", "MOD"})
  void binary(Binary.Kind kind) {
    Value x = input();
    Value map = conv(x);
    Value positive = builder.add("positive", Unary.of(Unary.Kind.EXP), map);
    builder.output(builder.add("both", new Binary(kind, new Clamp(-1, 3)), positive, x));
    builder.output(builder.add("channels", new Binary(kind, Clamp.RELU), positive, constant("c", Shape.of(3))));
    builder.output(builder.add("columns", new Binary(kind, Clamp.NONE), positive, constant("d", Shape.of(6, 1))));
    builder.output(builder.add("first", new Binary(kind, Clamp.NONE), constant("e", Shape.SCALAR), positive));
    Value row = builder.add("row", new Reshape(Shape.of(3)), builder.add("mean", new Reduce(Reduce.Kind.MEAN, List.of(1, 2), false), x));
    builder.output(builder.add("variable", new Binary(kind, Clamp.NONE), positive, row));
    check(builder.build());
  }

  static Stream<Op> operators() {
    List<Op> operators = new ArrayList<>(List.of(
        new Clip(Clamp.RELU), new Clip(new Clamp(0, 6)), new Clip(new Clamp(-1, Float.POSITIVE_INFINITY)),
        new Softmax(3), new Softmax(1), new Softmax(0),
        new ArgMax(3, true, false), new ArgMax(1, false, true),
        new Cast(DType.S32), new Cast(DType.BOOL),
        new Pad(List.of(0, 1, 0, 2), List.of(0, 0, 3, 1), 0.5f),
        new Slice(List.of(0, 4, 1, 2), List.of(1, -2, 2, -1), Shape.of(1, 3, 2, 3)),
        new Slice(List.of(0, 1, 0, 0), List.of(1, 1, 1, 1), Shape.of(1, 2, 6, 3)),
        new Transpose(List.of(0, 2, 3, 1)), new Transpose(List.of(0, 3, 1, 2)), new Transpose(List.of(0, 2, 1, 3)),
        new Reshape(Shape.of(5, 18)),
        new MaxPool(new Window(2, 3, 2, 1, 1, 2, 1, 0, 0, 2)),
        new AveragePool(new Window(3, 2, 2, 2, 1, 1, 1, 0, 0, 1), false, 0, 0),
        new AveragePool(new Window(3, 2, 2, 2, 1, 1, 1, 0, 0, 1), true, 0, 0),
        new AveragePool(new Window(2, 2, 1, 1, 2, 2, 0, 0, 0, 0), false, 0, 0),
        new AveragePool(new Window(2, 2, 2, 2, 1, 1, 0, 0, 1, 0), true, 1, 0)));
    for (Reduce.Kind kind : EnumSet.complementOf(EnumSet.of(Reduce.Kind.PROD))) {
      for (List<Integer> axes : List.of(List.of(1, 2), List.of(3), List.of(1), List.of(1, 3))) {
        operators.add(new Reduce(kind, axes, true));
        operators.add(new Reduce(kind, axes, false));
      }
    }
    return operators.stream();
  }

  @ParameterizedTest
  @MethodSource("operators")
  void withOneOperand(Op op) {
    check(behindBoth(op));
  }

  /** ReduceMean, ReduceMax and ReduceMin have their axes as an input from opset 18 on. */
  @ParameterizedTest
  @EnumSource(Reduce.Kind.class)
  void reductionsOfLaterOpsets(Reduce.Kind kind) {
    Value mish = builder.add("mish", Unary.of(Unary.Kind.MISH), input());
    builder.output(builder.add("reduced", new Reduce(kind, List.of(1, 2), true), mish));
    Graph graph = builder.build();
    assertThat(OnnxExport.model(graph).getOpsetImport(0).getVersion()).isEqualTo(18);
    check(graph);
  }

  @Test
  void normalisations() {
    Value x = input();
    Value scale = constant("s", Shape.of(1, 1, 1, 3));
    builder.output(builder.add("layer", new Normalise(List.of(3), 1e-3f, true), x, scale, constant("b", Shape.of(1, 1, 1, 3))));
    builder.output(builder.add("root", new Normalise(List.of(1, 2), 1e-3f, false), conv(x), scale, constant("c", Shape.of(1, 1, 1, 3))));
    check(builder.build());
  }

  /** The axis is an attribute up to opset 19, an input from opset 20 on. */
  @ParameterizedTest
  @EnumSource(value = Unary.Kind.class, names = {"ABS", "GELU"})
  void fourierTransforms(Unary.Kind kind) {
    Value x = builder.add("x2", Unary.of(kind), builder.input("x", TensorType.f32(Shape.of(2, 12, 2))));
    builder.output(builder.add("forward", new Fourier(12, false, false), x));
    builder.output(builder.add("inverse", new Fourier(16, true, false), x));
    Slice real = new Slice(List.of(0, 0, 0), List.of(1, 1, 1), Shape.of(2, 12, 1));
    builder.output(builder.add("half", new Fourier(12, false, true), builder.add("real", real, x)));
    check(builder.build());
  }

  @Test
  void denseOfEveryRank() {
    for (Shape shape : List.of(Shape.of(4), Shape.of(2, 4), Shape.of(2, 3, 4), Shape.of(1, 2, 3, 4))) {
      Value x = builder.input("x" + shape, TensorType.f32(shape));
      builder.output(builder.add("dense" + shape, new Dense(new Clamp(-1, 1)), x, constant("w", Shape.of(5, 4)), constant("b", Shape.of(5))));
    }
    check(builder.build());
  }

  @Test
  void concatOfMapsInBothLayouts() {
    Value x = input();
    builder.output(builder.add("concat", new Concat(3), x, conv(x), constant("c", Shape.of(1, 5, 6, 2))));
    check(builder.build());
  }

  @Test
  void outputsThatAreOtherValuesToo() {
    Value x = input();
    Value map = conv(x);
    Value first = builder.add("first", new Transpose(List.of(0, 3, 1, 2)), map);
    Value second = builder.add("second", new Transpose(List.of(0, 3, 1, 2)), map);
    Value last = builder.add("last", new Transpose(List.of(0, 2, 3, 1)), first);
    builder.output(map);
    builder.output(first);
    builder.output(second);
    builder.output(last);
    builder.output(builder.constant("fixed", Tensor.f32(Shape.of(2), 1, 2)));
    Graph graph = builder.build();
    assertThat(OnnxExport.model(graph).getGraph().getOutputList()).extracting(output -> output.getName())
        .containsExactly("conv", "first", "second", "last", "fixed");
    check(graph);
  }

  @Test
  void oneValueAsTwoOutputs() {
    Value map = conv(input());
    builder.output(map);
    builder.output(map);
    Graph graph = builder.build();
    assertThat(OnnxExport.model(graph).getGraph().getOutputList()).extracting(output -> output.getName())
        .containsExactly("conv", "conv_2");
    check(graph);
  }

  /** A convolution that ends a network writes the channels-first output itself. */
  @Test
  void channelsFirstOutputNeedsNoCopy() {
    Value x = builder.input("x", TensorType.f32(Shape.of(1, 3, 5, 6)));
    builder.output(builder.add("y", new Transpose(List.of(0, 3, 1, 2)), conv(builder.add("t", new Transpose(List.of(0, 2, 3, 1)), x))));
    assertThat(OnnxExport.model(builder.build()).getGraph().getNodeList()).extracting(node -> node.getOpType())
        .containsExactly("Conv", "Clip");
  }

  /** Names that the writer makes up give way to those of the graph. */
  @Test
  void namesDoNotCollide() {
    Value x = builder.input("conv_unbounded", TensorType.f32(MAP));
    builder.output(builder.add("conv_unbounded_2", Unary.of(Unary.Kind.TANH), conv(x)));
    check(builder.build());
  }

  @Test
  void sixteenBitsNeedOpset21() {
    Quant quant = Quant.perTensor(0.001f, 0);
    Value quantised = builder.add("q", new Quantise(DType.S16, quant), input());
    builder.output(quantised);
    Graph graph = builder.build();
    assertThat(OnnxExport.model(graph).getOpsetImport(0).getVersion()).isEqualTo(21);
    assertThat(OnnxExport.model(graph).getIrVersion()).isEqualTo(10);
    check(graph);
  }

  @Test
  void variablesOf32BitsHaveNoForm() {
    builder.output(builder.add("wide", new Quantise(DType.S32, Quant.perTensor(1, 0)), input()));
    assertThatThrownBy(() -> OnnxExport.write(builder.build(), folder.resolve("no.onnx")))
        .isInstanceOf(ProblemException.class).hasMessageContaining("E202").hasMessageContaining("wide");
    assertThat(folder.resolve("no.onnx")).doesNotExist();
  }

  @Test
  void unwritableFileIsReported() throws Exception {
    builder.output(conv(input()));
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> OnnxExport.write(builder.build(), file.resolve("net.onnx")))
        .isInstanceOf(ProblemException.class).hasMessageContaining("E402");
  }

  @Test
  void writingIsDeterministic() throws Exception {
    builder.output(conv(input()));
    Graph graph = builder.build();
    OnnxExport.write(graph, folder.resolve("a.onnx"));
    OnnxExport.write(graph, folder.resolve("b.onnx"));
    assertThat(folder.resolve("a.onnx")).hasSameBinaryContentAs(folder.resolve("b.onnx"));
  }
}
