package org.modelc.onnx.translate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.ArgMax;
import org.modelc.op.Binary;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** Reductions along axes. */
final class ReduceTranslator {
  private ReduceTranslator() {}

  /** @param axesAreInputSince opset from which {@code axes} is an input, not an attribute */
  static Translator.OfOneOutput reduce(Reduce.Kind kind, int axesAreInputSince) {
    return node -> kind.selects() && node.input(0).type().dtype() == DType.BOOL
        ? ofTruths(node, kind, axesAreInputSince)
        : reduce(node, kind, axesAreInputSince, kind.selects() ? node.input(0) : real(node));
  }

  /** Nothing is true of all elements and false of some, where there are none. */
  private static Value ofNoTruths(NodeContext node, Reduce.Kind kind, int axesAreInputSince, Value numbers) {
    Reduce.Kind neutral = kind == Reduce.Kind.MAX ? Reduce.Kind.SUM : Reduce.Kind.PROD;
    return reduce(inner(node, "numbers"), neutral, axesAreInputSince, numbers);
  }

  private static Value ofTruths(NodeContext node, Reduce.Kind kind, int axesAreInputSince) {
    Value numbers = Casts.to(node, DType.F32, node.input(0));
    if (numbers.shape().elements() == 0) {
      return Casts.result(node, DType.BOOL, ofNoTruths(node, kind, axesAreInputSince, numbers));
    }
    return Casts.result(node, DType.BOOL, reduce(inner(node, "numbers"), kind, axesAreInputSince, numbers));
  }

  private static Value reduce(NodeContext node, Reduce.Kind kind, int axesAreInputSince, Value x) {
    int rank = x.shape().rank();
    List<Integer> axes = NodeContext.axes(node.integers("axes", 1, axesAreInputSince).orElse(List.of()), rank);
    boolean keepDims = node.attributes().flag("keepdims", true);
    boolean none = node.attributes().flag("noop_with_empty_axes", false);
    if (rank == 0 || axes.isEmpty() && none) {
      return x;
    }
    List<Integer> reduced = axes.isEmpty() ? IntStream.range(0, rank).boxed().toList() : axes;
    return x.shape().elements() == 0
        ? node.result(ofNothing(kind, x, reduced, keepDims))
        : node.result(new Reduce(kind, reduced, keepDims), x);
  }

  /** The results over no elements: the number that changes nothing, and NaN as the mean. */
  private static Tensor ofNothing(Reduce.Kind kind, Value x, List<Integer> axes, boolean keepDims) {
    float neutral = switch (kind) {
      case SUM -> 0;
      case PROD -> 1;
      case MAX -> Float.NEGATIVE_INFINITY;
      case MIN -> Float.POSITIVE_INFINITY;
      case MEAN -> Float.NaN;
    };
    if (x.type().dtype() != DType.F32) {
      throw new OpException(Code.E204, "input has type " + x.type() + ", without elements");
    }
    float[] results = new float[Reduce.resultShape(x.shape(), axes, keepDims).elements()];
    Arrays.fill(results, neutral);
    return Tensor.f32(Reduce.resultShape(x.shape(), axes, keepDims), results);
  }

  /** ReduceL1, ReduceSumSquare and their like: a function of the elements, their sum, and a function of that. */
  static Value sumOfMagnitudes(NodeContext node) {
    return sumOf(node, node.step("magnitude", Unary.of(Unary.Kind.ABS), real(node)));
  }

  static Value sumOfSquares(NodeContext node) {
    Value x = real(node);
    return sumOf(node, node.step("square", multiply(), x, x));
  }

  static Value rootOfSquares(NodeContext node) {
    Value x = real(node);
    Value squares = sumOf(inner(node, "squares"), node.step("square", multiply(), x, x));
    return node.result(Unary.of(Unary.Kind.SQRT), squares);
  }

  static Value logOfSum(NodeContext node) {
    return node.result(Unary.of(Unary.Kind.LOG), sumOf(inner(node, "sum"), real(node)));
  }

  /** The largest element is taken out of the sum so that no exponential overflows. */
  static Value logOfSumOfExponentials(NodeContext node) {
    Value x = real(node);
    int rank = x.shape().rank();
    if (x.shape().elements() == 0 || rank == 0) {
      return logOfSum(node);
    }
    List<Integer> axes = node.integers("axes", 1, 18).filter(given -> !given.isEmpty()).map(given -> NodeContext.axes(given, rank))
        .orElseGet(() -> IntStream.range(0, rank).boxed().toList());
    Value largest = node.step("largest", new Reduce(Reduce.Kind.MAX, axes, true), x);
    Value below = node.step("below", ArithmeticTranslator.operator(Binary.Kind.SUB), x, largest);
    Value sum = sumOf(inner(node, "sum"), node.step("exponential", Unary.of(Unary.Kind.EXP), below));
    Value logarithm = node.step("logarithm", Unary.of(Unary.Kind.LOG), sum);
    Value shaped = node.step("shaped", new Reshape(sum.shape()), largest);
    return node.result(ArithmeticTranslator.operator(Binary.Kind.ADD), logarithm, shaped);
  }

  private static Value real(NodeContext node) {
    return node.real(node.input(0));
  }

  private static Binary multiply() {
    return ArithmeticTranslator.operator(Binary.Kind.MUL);
  }

  private static NodeContext inner(NodeContext node, String suffix) {
    return node.inner(suffix, node.has(1) ? List.of(node.optional(0), node.optional(1)) : List.of(node.optional(0)));
  }

  private static Value sumOf(NodeContext node, Value x) {
    return reduce(node, Reduce.Kind.SUM, 18, x);
  }

  static Value argMax(NodeContext node) {
    return argMax(node, node.input(0));
  }

  /** The smallest element is the largest of the negated ones. */
  static Value argMin(NodeContext node) {
    return argMax(node, node.step("negated", Unary.of(Unary.Kind.NEG), node.input(0)));
  }

  private static Value argMax(NodeContext node, Value x) {
    int axis = NodeContext.axis(node.attributes().integer("axis", 0), x.shape().rank());
    boolean keepDims = node.attributes().flag("keepdims", true);
    return node.result(new ArgMax(axis, keepDims, node.attributes().flag("select_last_index", false)), x);
  }
}
