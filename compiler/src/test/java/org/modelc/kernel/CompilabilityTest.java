package org.modelc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.ir.DType;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Clamp;
import org.modelc.op.Dense;
import org.modelc.op.Op;
import org.modelc.op.Reduce;
import org.modelc.op.Softmax;
import org.modelc.op.Window;
import org.modelc.problem.Problem;
import org.modelc.problem.Problems;

class CompilabilityTest {
  private static final Quant QUANT = Quant.perTensor(0.5f, 3);

  @Test
  void accumulatorThatMayOverflowIsNamedWithItsBound() {
    assertThat(dense(Integer.MAX_VALUE - 131 * 127 + 1, QUANT)).singleElement().asString()
        .startsWith("E305 node \"wide\": the accumulator of channel 0 may reach 2147483648, the limit is 2147483647.");
    assertThat(dense(Integer.MAX_VALUE - 131 * 127, Quant.perTensor(1000, 0))).isEmpty();
  }

  @Test
  void outputScaleThatIsTooSmallIsReported() {
    assertThat(dense(1 << 20, Quant.perTensor(1e-5f, 0))).singleElement().asString()
        .startsWith("E304 node \"wide\": the output scale is too small");
    assertThat(dense(0, Quant.perTensor(1e-12f, 0))).singleElement().asString().contains("requantisation by");
  }

  private static List<Problem> dense(int bias, Quant output) {
    GraphBuilder builder = new GraphBuilder("g");
    Value x = builder.input("x", s8(QUANT, 1, 1));
    Value weights = builder.constant("w", Tensor.of(s8(Quant.perTensor(0.5f, 0), 1, 1), new byte[] {127}));
    Value biases = builder.constant("b", Tensor.of(TensorType.of(DType.S32, Shape.of(1)), new int[] {bias}));
    List<Value> inputs = List.of(x, weights, biases);
    return check(builder, builder.addTyped("wide", new Dense(Clamp.NONE), inputs, List.of("y"), List.of(s8(output, 1, 1))));
  }

  static Stream<Arguments> tooFineOutputs() {
    return Stream.of(
        Arguments.of(new Softmax(3), 0x1p-24f),
        Arguments.of(new AveragePool(Window.of(2, 2), true, 0, 0), 1e-8f),
        Arguments.of(new Reduce(Reduce.Kind.SUM, List.of(1, 2), true), 1e-8f));
  }

  @ParameterizedTest
  @MethodSource("tooFineOutputs")
  void outputScaleThatIsTooSmallForAnyOperatorIsReported(Op op, float scale) {
    assertThat(check(op, scale)).singleElement().asString().startsWith("E304 node \"fine\": ");
    assertThat(check(op, 0.01f)).isEmpty();
  }

  private static List<Problem> check(Op op, float scale) {
    GraphBuilder builder = new GraphBuilder("g");
    Value x = builder.input("x", s8(QUANT, 1, 2, 2, 1));
    TensorType output = op.infer(List.of(x.type())).get(0).withQuant(Quant.perTensor(scale, 0));
    return check(builder, builder.addTyped("fine", op, List.of(x), List.of("y"), List.of(output)));
  }

  @Test
  void everyNodeWithoutAKernelIsReported() {
    GraphBuilder builder = new GraphBuilder("g");
    Value x = builder.input("x", TensorType.of(DType.S64, Shape.of(1, 4)));
    Value largest = builder.add("largest", new Reduce(Reduce.Kind.MAX, List.of(1), true), x);
    Value smallest = builder.add("smallest", new Reduce(Reduce.Kind.MIN, List.of(1), true), x);
    assertThat(check(builder, List.of(largest, smallest))).extracting(Problem::where)
        .containsExactly("node \"largest\"", "node \"smallest\"");
  }

  private static List<Problem> check(GraphBuilder builder, List<Value> outputs) {
    outputs.forEach(builder::output);
    Problems problems = new Problems();
    Compilability.check(builder.build(), problems);
    return problems.all();
  }

  private static TensorType s8(Quant quant, int... dims) {
    return TensorType.quantised(DType.S8, Shape.of(dims), quant);
  }
}
