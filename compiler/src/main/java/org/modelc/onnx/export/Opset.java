package org.modelc.onnx.export;

import java.util.stream.Stream;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.AveragePool;
import org.modelc.op.Unary;

/**
 * A version of ONNX's operators and of the file format that came with it.
 *
 * @param version of the default domain
 */
record Opset(int version) {
  private static final int LEAST = 17;
  private static final int OF_MISH = 18;
  private static final int OF_DILATED_POOLS = 19;
  private static final int OF_GELU = 20;
  private static final int OF_4_AND_16_BIT_QUANTISATION = 21;
  private static final int AXES_ARE_INPUTS = 18;
  private static final int FOURIER_AXIS_IS_INPUT = 20;

  /** The lowest opset that has all of the graph's operators and element types. */
  static Opset of(Graph graph) {
    Stream<Value> values = Stream.concat(
        graph.nodes().stream().flatMap(node -> Stream.concat(node.inputs().stream(), node.outputs().stream())), graph.inputs().stream());
    int types = values.mapToInt(Opset::ofType).max().orElse(LEAST);
    int operators = graph.nodes().stream().mapToInt(Opset::ofOperator).max().orElse(LEAST);
    int constants = FourBitConstants.of(graph).isEmpty() ? LEAST : OF_4_AND_16_BIT_QUANTISATION;
    return new Opset(Math.max(Math.max(types, constants), operators));
  }

  private static int ofType(Value value) {
    return value.type().isQuantised() && value.type().dtype() == DType.S16 ? OF_4_AND_16_BIT_QUANTISATION : LEAST;
  }

  private static int ofOperator(Node node) {
    if (node.op() instanceof AveragePool pool) {
      return pool.window().dilationHeight() * pool.window().dilationWidth() > 1 ? OF_DILATED_POOLS : LEAST;
    }
    return node.as(Unary.class).map(unary -> switch (unary.kind()) {
      case MISH -> OF_MISH;
      case GELU, GELU_TANH -> OF_GELU;
      default -> LEAST;
    }).orElse(LEAST);
  }

  /** Whether ReduceMean, ReduceMax and ReduceMin take their axes as an input, as ReduceSum always does here. */
  boolean hasAxesAsInputs() {
    return version >= AXES_ARE_INPUTS;
  }

  /** Whether DFT takes its axis as an input. */
  boolean hasFourierAxisAsInput() {
    return version >= FOURIER_AXIS_IS_INPUT;
  }

  /** The version of the file format that was released with the opset. */
  int irVersion() {
    return version >= 21 ? 10 : version >= 19 ? 9 : 8;
  }
}
