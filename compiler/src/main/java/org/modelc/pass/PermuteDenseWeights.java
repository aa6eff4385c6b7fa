package org.modelc.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Dense;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;
import org.modelc.op.WeightedOp;

/** Where a Dense reads a tensor that was transposed and then flattened, its weights are permuted instead. */
final class PermuteDenseWeights implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    if (match.as(Dense.class).isEmpty()) {
      return Optional.empty();
    }
    Optional<Node> reshape = match.producer(WeightedOp.ACTIVATIONS).filter(node -> node.op() instanceof Reshape);
    Optional<Node> transpose = reshape.flatMap(node -> match.out().producer(node.input(0))).filter(node -> node.op() instanceof Transpose);
    return transpose.flatMap(node -> permute(match, reshape.get(), node));
  }

  private static Optional<List<Value>> permute(Rewriter.Match match, Node reshape, Node transpose) {
    Permutation permutation = new Permutation(transpose.as(Transpose.class).orElseThrow().perm());
    Shape flat = match.input(WeightedOp.ACTIVATIONS).shape();
    return flattenedAxes(transpose.output().shape(), flat).filter(first -> keepsRows(permutation, first)).flatMap(first -> {
      Value source = match.emit(reshape.name(), reshape.output().name(), new Reshape(flat), transpose.input(0));
      Value weights = weights(match, transpose.output().shape(), permutation, first);
      return match.replaceBy(match.emitTyped(match.node().name(), match.outputName(), match.node().op(),
          List.of(source, weights, match.input(WeightedOp.BIAS)), match.outputType()));
    });
  }

  /** The first of the last axes of {@code shape} that flattening makes the last axis of {@code flat}. */
  private static Optional<Integer> flattenedAxes(Shape shape, Shape flat) {
    return IntStream.range(0, shape.rank())
        .filter(axis -> shape.product(axis, shape.rank()) == flat.dim(-1))
        .boxed()
        .reduce((first, second) -> second);
  }

  /** Whether the axes before {@code first} stay in place. */
  private static boolean keepsRows(Permutation permutation, int first) {
    return IntStream.range(0, first).allMatch(axis -> permutation.source(axis) == axis);
  }

  /** The weights with their columns in the order in which flattening the untransposed tensor brings the elements. */
  private static Value weights(Rewriter.Match match, Shape transposed, Permutation permutation, int first) {
    Value weights = match.input(WeightedOp.WEIGHTS);
    Tensor tensor = weights.requireConstant();
    List<Integer> dims = new ArrayList<>(List.of(tensor.shape().dim(0)));
    dims.addAll(transposed.dims().subList(first, transposed.rank()));
    List<Integer> axes = new ArrayList<>(List.of(0));
    permutation.inverse().axes().subList(first, transposed.rank()).forEach(axis -> axes.add(axis - first + 1));
    Tensor unflattened = Folding.apply(new Reshape(new Shape(dims)), tensor);
    Tensor permuted = Folding.apply(new Transpose(axes), unflattened);
    return match.out().constant(weights.name(), Folding.apply(new Reshape(tensor.shape()), permuted));
  }
}
