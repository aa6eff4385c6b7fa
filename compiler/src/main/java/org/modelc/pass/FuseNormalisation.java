package org.modelc.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Expand;
import org.modelc.op.Normalise;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Unary;

/**
 * Makes one node of a normalisation that is composed of means, differences, squares and a root, as exporters and the importer write it, and of
 * constant factors and terms behind it: over integers every step would round, and a variance has no good 8-bit form.
 */
final class FuseNormalisation implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    Optional<Binary> binary = match.as(Binary.class).filter(op -> op.clamp().isNone());
    return binary.isPresent() && match.outputType().dtype().isFloat()
        ? root(match, binary.get().kind()).or(() -> withParameters(match, binary.get().kind()))
        : Optional.empty();
  }

  /** A dividend over a root, or times the reciprocal of one. */
  private static Optional<List<Value>> root(Rewriter.Match match, Binary.Kind kind) {
    if (kind == Binary.Kind.DIV) {
      return over(match, match.input(0), producer(match, match.input(1), Unary.Kind.SQRT));
    }
    return kind != Binary.Kind.MUL ? Optional.empty() : IntStream.range(0, 2)
        .mapToObj(index -> over(match, match.input(1 - index), producer(match, match.input(index), Unary.Kind.RECIPROCAL)
            .flatMap(reciprocal -> producer(match, reciprocal.input(0), Unary.Kind.SQRT))))
        .flatMap(Optional::stream).findFirst();
  }

  private static Optional<List<Value>> over(Rewriter.Match match, Value dividend, Optional<Node> root) {
    return root.flatMap(node -> producer(match, node.input(0), Binary.Kind.ADD)).flatMap(sum -> IntStream.range(0, 2)
        .filter(index -> sum.input(index).isConstant() && sum.input(index).type().elements() == 1)
        .mapToObj(index -> normalised(match, dividend, sum.input(1 - index), (float) sum.input(index).requireConstant().real(0)))
        .flatMap(Optional::stream).findFirst());
  }

  /** @param variance the mean of the squares of {@code dividend}, if this is a normalisation */
  private static Optional<List<Value>> normalised(Rewriter.Match match, Value dividend, Value variance, float epsilon) {
    Optional<Node> mean = meanOf(match, variance).filter(node -> isSquare(match, node.input(0), dividend));
    return mean.flatMap(node -> {
      List<Integer> axes = node.as(Reduce.class).orElseThrow().axes();
      Optional<Value> uncentred = producer(match, dividend, Binary.Kind.SUB)
          .filter(difference -> meanOf(match, difference.input(1))
              .filter(other -> other.op().equals(node.op()) && other.input(0) == difference.input(0)).isPresent())
          .map(difference -> difference.input(0));
      return epsilon >= 0
          ? emit(match, uncentred.orElse(dividend), new Normalise(axes, epsilon, uncentred.isPresent()))
          : Optional.empty();
    });
  }

  private static boolean isSquare(Rewriter.Match match, Value square, Value x) {
    return producer(match, square, Binary.Kind.MUL).filter(node -> node.input(0) == x && node.input(1) == x).isPresent();
  }

  private static Optional<Node> meanOf(Rewriter.Match match, Value value) {
    return match.out().producer(value)
        .filter(node -> node.op() instanceof Reduce reduce && reduce.kind() == Reduce.Kind.MEAN && reduce.keepDims());
  }

  private static Optional<Node> producer(Rewriter.Match match, Value value, Unary.Kind kind) {
    return match.out().producer(value).filter(node -> node.op() instanceof Unary unary && unary.kind() == kind);
  }

  private static Optional<Node> producer(Rewriter.Match match, Value value, Binary.Kind kind) {
    return match.out().producer(value)
        .filter(node -> node.op() instanceof Binary binary && binary.kind() == kind && binary.clamp().isNone());
  }

  private static Optional<List<Value>> emit(Rewriter.Match match, Value x, Normalise op) {
    Shape one = new Shape(Collections.nCopies(x.shape().rank(), 1));
    Value scale = match.out().constant(match.node().name() + "_scale", Tensor.f32(one, 1));
    Value bias = match.out().constant(match.node().name() + "_bias", Tensor.f32(one, 0));
    return accepts(op, List.of(x, scale, bias))
        ? match.replaceBy(match.emit(match.node().name(), match.outputName(), op, x, scale, bias))
        : Optional.empty();
  }

  private static boolean accepts(Normalise op, List<Value> inputs) {
    try {
      op.infer(inputs.stream().map(Value::type).toList());
      return true;
    } catch (OpException e) {
      return false;
    }
  }

  /** A constant factor or term behind a normalisation that nothing else reads. */
  private static Optional<List<Value>> withParameters(Rewriter.Match match, Binary.Kind kind) {
    return kind != Binary.Kind.MUL && kind != Binary.Kind.ADD ? Optional.empty() : IntStream.range(0, 2)
        .filter(index -> match.input(1 - index).isConstant())
        .mapToObj(index -> match.soleProducer(index).filter(node -> node.op() instanceof Normalise)
            .flatMap(node -> withParameters(match, node, kind, match.input(1 - index).requireConstant().toF32())))
        .flatMap(Optional::stream).findFirst();
  }

  private static Optional<List<Value>> withParameters(Rewriter.Match match, Node node, Binary.Kind kind, Tensor constant) {
    Shape x = node.output().shape();
    Tensor scale = node.input(Normalise.SCALE).requireConstant();
    Tensor bias = node.input(Normalise.BIAS).requireConstant();
    if (constant.shape().rank() > x.rank() || kind == Binary.Kind.MUL && !isZero(bias)) {
      return Optional.empty();
    }
    Tensor aligned = Folding.apply(new Reshape(constant.shape().alignedTo(x.rank())), constant);
    Shape shape = larger(scale.shape(), aligned.shape());
    Tensor newScale = expanded(shape, kind == Binary.Kind.MUL ? combined(kind, scale, aligned) : scale);
    Tensor newBias = expanded(shape, kind == Binary.Kind.ADD ? combined(kind, bias, aligned) : bias);
    List<Value> inputs = new ArrayList<>(List.of(node.input(0)));
    inputs.add(Value.constant(node.input(Normalise.SCALE).name(), newScale));
    inputs.add(Value.constant(node.input(Normalise.BIAS).name(), newBias));
    if (!accepts((Normalise) node.op(), inputs)) {
      return Optional.empty();
    }
    match.absorb(node);
    TensorType type = match.outputType();
    return match.replaceBy(match.emitTyped(node.name(), match.outputName(), node.op(), inputs, type));
  }

  private static boolean isZero(Tensor tensor) {
    return IntStream.range(0, tensor.elements()).allMatch(i -> tensor.floats()[i] == 0);
  }

  private static Shape larger(Shape a, Shape b) {
    return new Shape(IntStream.range(0, a.rank()).mapToObj(axis -> Math.max(a.dim(axis), b.dim(axis))).toList());
  }

  private static Tensor combined(Binary.Kind kind, Tensor a, Tensor b) {
    return Folding.apply(new Binary(kind, Clamp.NONE), a, b);
  }

  private static Tensor expanded(Shape shape, Tensor tensor) {
    return tensor.shape().equals(shape) ? tensor : Folding.apply(new Expand(shape), tensor);
  }
}
