package org.modelc.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clip;
import org.modelc.op.Unary;

/**
 * Makes one function of the element-wise steps in which exporters write it, in whatever order: GELU by erf or tanh, swish, hard swish, hard
 * sigmoid, mish, softplus. Over integers that is one table instead of several roundings.
 *
 * <p>The steps are computed at many places and compared with the functions that they may be.
 */
final class RecogniseFunctions implements RulePass {
  private static final List<Unary> FUNCTIONS = List.of(
      Unary.of(Unary.Kind.GELU),
      Unary.of(Unary.Kind.GELU_TANH),
      new Unary(Unary.Kind.SILU, 1, 0),
      new Unary(Unary.Kind.SILU, 1.702f, 0),
      Unary.of(Unary.Kind.HARD_SWISH),
      new Unary(Unary.Kind.HARD_SIGMOID, 1 / 6f, 0.5f),
      new Unary(Unary.Kind.HARD_SIGMOID, 0.2f, 0.5f),
      Unary.of(Unary.Kind.MISH),
      Unary.of(Unary.Kind.SIGMOID),
      Unary.of(Unary.Kind.SOFTPLUS),
      Unary.of(Unary.Kind.SOFTSIGN));

  /** How far steps in floats may be from the function, as a part of the larger of 1 and the argument. */
  private static final double TOLERANCE = 4e-6;

  private static final int MOST_STEPS = 12;
  private static final Tensor ARGUMENTS = arguments();

  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    return mayBeLast(match.node())
        ? sources(match).stream().flatMap(x -> function(match, x).map(unary -> emit(match, unary, x)).stream()).findFirst()
        : Optional.empty();
  }

  private static boolean mayBeLast(Node node) {
    boolean ofOne = node.op() instanceof Unary unary && (unary.kind() == Unary.Kind.LOG || unary.kind() == Unary.Kind.RECIPROCAL);
    return isStep(node) && (ofOne || !(node.op() instanceof Unary));
  }

  private static boolean isStep(Node node) {
    boolean elementwise = node.op() instanceof Binary || node.op() instanceof Unary || node.op() instanceof Clip;
    return elementwise && node.output().type().dtype().isFloat();
  }

  private static List<Value> emit(Rewriter.Match match, Unary unary, Value x) {
    return List.of(match.emit(match.node().name(), match.outputName(), unary, x));
  }

  /** From -20 to 20 evenly, and a few far away. */
  private static Tensor arguments() {
    int even = 2001;
    float[] arguments = new float[even + 4];
    for (int i = 0; i < even; i++) {
      arguments[i] = -20 + 40f * i / (even - 1);
    }
    System.arraycopy(new float[] {-60, -30, 30, 60}, 0, arguments, even, 4);
    return Tensor.f32(Shape.of(arguments.length), arguments);
  }

  /** The values before the node in hand, the nearest first, of which it alone is a function. */
  private static List<Value> sources(Rewriter.Match match) {
    Set<Value> before = new LinkedHashSet<>(match.inputs());
    List<Value> queue = new ArrayList<>(before);
    for (int i = 0; i < Math.min(queue.size(), 2 * MOST_STEPS); i++) {
      Optional<Node> step = match.out().producer(queue.get(i)).filter(RecogniseFunctions::isStep);
      step.ifPresent(node -> node.inputs().stream().filter(before::add).forEach(queue::add));
    }
    return queue.stream()
        .filter(x -> !x.isConstant() && x.type().dtype().isFloat() && x.shape().equals(match.outputShape()))
        .filter(x -> match.inputs().stream().allMatch(input -> isFunctionOf(match, x, input, MOST_STEPS)))
        .toList();
  }

  private static boolean isFunctionOf(Rewriter.Match match, Value x, Value value, int steps) {
    if (value == x || value.isConstant() && value.type().elements() == 1) {
      return true;
    }
    Optional<Node> step = match.out().producer(value).filter(node -> steps > 0 && isStep(node));
    return step.isPresent() && step.get().inputs().stream().allMatch(input -> isFunctionOf(match, x, input, steps - 1));
  }

  private static Optional<Unary> function(Rewriter.Match match, Value x) {
    Map<Value, Tensor> known = new HashMap<>(Map.of(x, ARGUMENTS));
    float[] values = computed(match, match.node(), match.inputs(), known).floats();
    return FUNCTIONS.stream().filter(function -> isNear(function, values)).findFirst();
  }

  private static Tensor computed(Rewriter.Match match, Node node, List<Value> inputs, Map<Value, Tensor> known) {
    List<Tensor> operands = inputs.stream().map(input -> computed(match, input, known)).toList();
    return node.op().evaluate(operands, List.of(TensorType.f32(ARGUMENTS.shape()))).get(0);
  }

  private static Tensor computed(Rewriter.Match match, Value value, Map<Value, Tensor> known) {
    if (value.isConstant()) {
      return Tensor.f32(Shape.SCALAR, (float) value.requireConstant().real(0));
    }
    if (!known.containsKey(value)) {
      Node node = match.out().producer(value).orElseThrow();
      known.put(value, computed(match, node, node.inputs(), known));
    }
    return known.get(value);
  }

  private static boolean isNear(Unary function, float[] values) {
    return IntStream.range(0, values.length).allMatch(i -> {
      double x = ARGUMENTS.floats()[i];
      return Math.abs(function.apply(x) - values[i]) <= TOLERANCE * Math.max(1, Math.abs(x));
    });
  }
}
